using System.Text;
using System.Text.Json;
using Tollgate.Providers.Chat.Answer;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.Anthropic;

/// <summary>Turns a whole message into a chat answer. One per message.</summary>
internal sealed class MessageTranslator
{
    private readonly StringBuilder _content = new();
    private readonly StringBuilder _reasoning = new();
    private readonly List<AnsweredCall> _calls = [];
    private readonly List<Annotation> _annotations = [];
    private readonly List<JsonElement> _thinking = [];
    private bool _hasContent;

    private MessageTranslator()
    {
    }

    /// <exception cref="UpstreamException">It is an error.</exception>
    public static ChatAnswer Translate(JsonElement message, bool hasAnswerTool, string provider)
    {
        if (message.GetProperty("type"u8).ValueEquals("error"u8))
        {
            throw AnthropicErrors.InBand(message, provider);
        }

        var translator = new MessageTranslator();
        foreach (var block in message.GetProperty("content"u8).EnumerateArray())
        {
            translator.Take(block, hasAnswerTool);
        }

        return new ChatAnswer
        {
            Id = message.GetProperty("id"u8).GetString(),
            Choices = [translator.Choice(message)],
            Usage = message.TryGetProperty("usage"u8, out var usage) && usage.ValueKind == JsonValueKind.Object ? MessageUsage.Read(usage) : null,
        };
    }

    /// <summary>Blocks of kinds that were not asked for, and that the API reserves the right to add, are passed over.</summary>
    private void Take(JsonElement block, bool hasAnswerTool)
    {
        switch (block.GetProperty("type"u8).GetString())
        {
            case "text":
                TakeText(block);
                break;
            case "thinking":
                _reasoning.Append(block.GetProperty("thinking"u8).GetString());
                _thinking.Add(block.Clone());
                break;
            case "redacted_thinking":
                _thinking.Add(block.Clone());
                break;
            case "tool_use" when hasAnswerTool && block.GetProperty("name"u8).ValueEquals(AnswerTool.Name):
                Say(block.GetProperty("input"u8).GetRawText());
                break;
            case "tool_use":
                _calls.Add(new AnsweredCall(Text(block, "id"), Text(block, "name"), block.GetProperty("input"u8).GetRawText()));
                break;
        }
    }

    private void TakeText(JsonElement block)
    {
        var start = _content.Length;
        Say(Text(block, "text"));
        if (block.TryGetProperty("citations"u8, out var citations) && citations.ValueKind == JsonValueKind.Array)
        {
            _annotations.AddRange(citations.EnumerateArray().Select(citation => new Annotation(citation.Clone(), start, _content.Length)));
        }
    }

    private void Say(string text)
    {
        _content.Append(text);
        _hasContent = true;
    }

    private ChatChoice Choice(JsonElement message) => new()
    {
        Content = _hasContent ? _content.ToString() : null,
        Reasoning = _reasoning.Length > 0 ? _reasoning.ToString() : null,
        Refusal = StopReason.Refusal(message),
        ToolCalls = _calls,
        FinishReason = StopReason.Finish(StopReason.Of(message), _calls.Count > 0),
        Extras = _annotations.Count + _thinking.Count > 0 ? WriteExtras : null,
    };

    private void WriteExtras(Utf8JsonWriter json)
    {
        if (_annotations.Count > 0)
        {
            json.WriteStartArray("annotations"u8);
            foreach (var annotation in _annotations)
            {
                annotation.Write(json);
            }

            json.WriteEndArray();
        }

        if (_thinking.Count > 0)
        {
            json.WriteStartArray(ThinkingBlocks.Member);
            foreach (var block in _thinking)
            {
                block.WriteTo(json);
            }

            json.WriteEndArray();
        }
    }

    private static string Text(JsonElement block, string name) => block.GetProperty(name).GetString() ?? throw new JsonException($"no {name}");
}
