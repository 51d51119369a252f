using System.Text.Json;
using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Providers.Chat.Request;

namespace Tollgate.Providers.Cohere;

/// <summary>Writes a chat request in Cohere's form.</summary>
internal sealed class CohereChatRequest(ChatRequest chat, Deployment deployment, UnsupportedParameters unsupported)
{
    private const int MostStops = 5;

    private readonly string _provider = deployment.Provider.Name;

    /// <exception cref="RefusalException">Something in it Cohere cannot do; the refusal names it.</exception>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("model"u8, deployment.UpstreamModel);
        json.WriteBoolean("stream"u8, chat.Stream);
        new CohereMessages(_provider, unsupported).Write(json, chat.Messages);
        CohereTools.Write(json, chat, _provider, unsupported);
        WriteFormat(json);
        WriteBounds(json);
        WriteSampling(json);
        WriteLogprobs(json);
        WriteThinking(json);
        CohereMembers.Write(json, chat.Others, _provider, unsupported);
        json.WriteEndObject();
    }

    private void WriteFormat(Utf8JsonWriter json)
    {
        if (chat.ResponseFormat.Kind == ResponseFormatKind.Text)
        {
            return;
        }

        json.WriteStartObject("response_format"u8);
        json.WriteString("type"u8, "json_object"u8);
        if (chat.ResponseFormat.Kind == ResponseFormatKind.JsonSchema)
        {
            json.WritePropertyName("json_schema"u8);
            chat.ResponseFormat.Schema.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private void WriteBounds(Utf8JsonWriter json)
    {
        if (chat.MaxTokens is { } tokens)
        {
            json.WriteNumber("max_tokens"u8, tokens);
        }

        if (chat.Stop.Count > MostStops)
        {
            unsupported.Drop("stop", $"{_provider} (which takes {MostStops} sequences)");
        }
        else if (chat.Stop.Count > 0)
        {
            json.WriteStartArray("stop_sequences"u8);
            foreach (var sequence in chat.Stop)
            {
                json.WriteStringValue(sequence);
            }

            json.WriteEndArray();
        }

        if (chat.N != 1)
        {
            unsupported.Drop("n", _provider);
        }
    }

    private void WriteSampling(Utf8JsonWriter json)
    {
        WriteWithin(json, "temperature", "temperature", chat.Temperature, 0, 1);
        WriteWithin(json, "frequency_penalty", "frequency_penalty", chat.FrequencyPenalty, 0, 1);
        WriteWithin(json, "presence_penalty", "presence_penalty", chat.PresencePenalty, 0, 1);
        WriteWithin(json, "top_k", "k", chat.TopK, 0, 500);
        WriteWithin(json, "seed", "seed", chat.Seed, 0, long.MaxValue);

        // OpenAI's 1 is "all tokens", and what many clients send without thinking; Cohere's range ends just before it.
        var nearest = chat.TopP is >= 0 and <= 1 ? Math.Clamp(chat.TopP.Value, 0.01m, 0.99m) : chat.TopP;
        WriteWithin(json, "top_p", "p", nearest, 0.01m, 0.99m);
    }

    private void WriteWithin(Utf8JsonWriter json, string parameter, string name, decimal? value, decimal least, decimal most)
    {
        if (value is { } given && (given < least || given > most))
        {
            unsupported.Drop(parameter, FormattableString.Invariant($"{_provider} (which takes {least} to {most})"));
        }
        else if (value is { } fitting)
        {
            json.WriteNumber(name, fitting);
        }
    }

    private void WriteLogprobs(Utf8JsonWriter json)
    {
        if (chat.Logprobs)
        {
            json.WriteBoolean("logprobs"u8, true);
        }

        if (chat.TopLogprobs > 0)
        {
            unsupported.Drop("top_logprobs", _provider);
        }
    }

    private void WriteThinking(Utf8JsonWriter json)
    {
        if (chat.ReasoningEffort is not { } effort)
        {
            return;
        }

        if (chat.Others.ContainsKey("thinking"))
        {
            throw MemberReader.Unexpected("reasoning_effort", "nothing beside 'thinking': both say how long to think");
        }

        if (deployment.Info.Capabilities.HasFlag(ModelCapabilities.Reasoning))
        {
            CohereThinking.Write(json, effort);
        }
        else if (effort != "none")
        {
            unsupported.Drop("reasoning_effort", deployment.UpstreamModel);
        }
    }
}
