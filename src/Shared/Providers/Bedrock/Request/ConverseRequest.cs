using System.Text.Json;
using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Providers.Bedrock.Models;
using Tollgate.Providers.Chat.Request;

namespace Tollgate.Providers.Bedrock.Request;

/// <summary>A chat request as Converse takes it.</summary>
internal sealed class ConverseRequest
{
    private readonly ChatRequest _chat;
    private readonly ModelFamily _family;
    private readonly ModelFields _fields;
    private readonly ToolPlan _tools;
    private readonly UnsupportedParameters _unsupported;
    private readonly string _model;

    /// <exception cref="RefusalException">The model cannot do what is asked, and it may not be dropped.</exception>
    public ConverseRequest(ChatRequest chat, Deployment deployment, UnsupportedParameters unsupported)
    {
        (_chat, _unsupported, _model) = (chat, unsupported, deployment.UpstreamModel);
        _family = ModelFamily.Of(_model);
        _fields = new ModelFields(chat.Others.GetValueOrDefault("additionalModelRequestFields"));
        var thinks = ReasoningFields.Add(_fields, chat, _family, deployment, unsupported);
        SamplingFields.Add(_fields, chat, _family, unsupported, _model);
        _tools = ToolPlan.Of(chat, _family, thinks, unsupported, _model);
        MaxTokens = chat.MaxTokens ?? (thinks ? deployment.Info.MaxOutputTokens : null);
    }

    /// <summary>The tool that carries a structured answer; null where the answer is text.</summary>
    public string? AnswerTool => _tools.Answer?.Name;

    /// <summary>A budget for thoughts has to fit into it, so that a model that thinks is always told one.</summary>
    private long? MaxTokens { get; }

    public void Write(Utf8JsonWriter json)
    {
        var messages = new MessagesWriter(json, _family);
        json.WriteStartObject();
        messages.WriteMessages(_chat.Turns);
        messages.WriteSystem(_chat.Instructions, _tools.Instruction);
        WriteInference(json);
        new ToolConfigWriter(json, _family).Write(_tools);
        _fields.Write(json);
        OtherMembers.Write(json, _chat.Others, _unsupported, _model);
        DropWhatNobodyHas();
        json.WriteEndObject();
    }

    private void WriteInference(Utf8JsonWriter json)
    {
        json.WriteStartObject("inferenceConfig"u8);
        if (MaxTokens is { } most)
        {
            json.WriteNumber("maxTokens"u8, most);
        }

        if (_chat.Temperature > _family.MostTemperature)
        {
            _unsupported.Drop("temperature", $"{_model}, whose temperatures go up to {_family.MostTemperature},");
        }
        else if (_chat.Temperature is { } temperature)
        {
            json.WriteNumber("temperature"u8, temperature);
        }

        if (_chat.TopP is { } topP)
        {
            json.WriteNumber("topP"u8, topP);
        }

        if (_chat.Stop.Count > 0)
        {
            json.WriteStartArray("stopSequences"u8);
            foreach (var stop in _chat.Stop)
            {
                json.WriteStringValue(stop);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private void DropWhatNobodyHas()
    {
        if (_chat.N != 1)
        {
            _unsupported.Drop("n", _model);
        }

        if (_chat.Logprobs || _chat.TopLogprobs is not null)
        {
            _unsupported.Drop(_chat.Logprobs ? "logprobs" : "top_logprobs", _model);
        }
    }
}
