using System.Text.Json;
using Tollgate.Pricing;
using Tollgate.Providers.Chat.Answer;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.Cohere;

/// <summary>
/// Turns Cohere's stream into chunks: <c>message-start</c>; content and thinking, the plan, tool calls and citations as they come;
/// <c>message-end</c>, which alone completes the answer, with its finish reason and what was billed.
/// </summary>
internal sealed class CohereStreamTranslator(string provider) : IStreamTranslator
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 256 };

    /// <summary>Cohere's indexes of the calls begun, in their order: OpenAI counts calls from 0.</summary>
    private readonly List<int> _calls = [];

    public TokenUsage? Usage { get; private set; }

    public bool IsComplete { get; private set; }

    public void Translate(UpstreamEvent received, ChunkWriter chunks)
    {
        using var document = JsonDocument.Parse(received.Data, Deep);
        var root = document.RootElement;
        switch (root.TryGetProperty("type", out var type) ? type.GetString() : null)
        {
            case "message-start":
                chunks.Id = root.TryGetProperty("id", out var id) ? id.GetString() : null;
                chunks.Role();
                break;
            case "content-start" or "content-delta":
                TranslateContent(root, chunks);
                break;
            case "tool-plan-delta":
                chunks.Content(Message(root).GetProperty("tool_plan").GetString() ?? "");
                break;
            case "tool-call-start" or "tool-call-delta":
                TranslateCall(root, Message(root).GetProperty("tool_calls"), chunks);
                break;
            case "citation-start":
                var citation = Message(root).GetProperty("citations");
                chunks.Delta(0, citation, static (json, cited) => CohereCitations.Write(json, cited.ValueKind == JsonValueKind.Array ? cited.EnumerateArray() : [cited]));
                break;
            case "message-end":
                End(root.GetProperty("delta"), chunks);
                break;
            case null:
                throw UpstreamErrors.InBand(500, CohereErrors.Of(CohereErrors.Message(root), 500), provider);
        }
    }

    private static void TranslateContent(JsonElement root, ChunkWriter chunks)
    {
        var content = Message(root).GetProperty("content");
        if (content.TryGetProperty("thinking", out var thinking) && thinking.GetString() is { Length: > 0 } thought)
        {
            chunks.Reasoning(thought);
        }

        if (content.TryGetProperty("text", out var said) && said.GetString() is { Length: > 0 } text)
        {
            Action<Utf8JsonWriter>? logprobs =
                root.TryGetProperty("logprobs", out var item) && item.ValueKind == JsonValueKind.Object ? json => CohereLogprobs.Write(json, item) : null;
            chunks.Content(text, logprobs: logprobs);
        }
    }

    private void TranslateCall(JsonElement root, JsonElement call, ChunkWriter chunks)
    {
        var index = root.TryGetProperty("index", out var told) ? told.GetInt32() : _calls.Count;
        var function = call.GetProperty("function");
        if (!_calls.Contains(index))
        {
            _calls.Add(index);
            chunks.ToolCall(_calls.Count - 1, call.GetProperty("id").GetString()!, function.GetProperty("name").GetString()!);
        }

        if (function.TryGetProperty("arguments", out var arguments) && arguments.GetString() is { Length: > 0 } fragment)
        {
            chunks.Arguments(_calls.IndexOf(index), fragment);
        }
    }

    private void End(JsonElement delta, ChunkWriter chunks)
    {
        Usage = CohereUsage.Read(delta, "usage");
        var told = delta.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.String ? error.GetString() : null;
        chunks.Finish(CohereFinishReason.Translate(delta.GetProperty("finish_reason").GetString(), told, Usage, provider));
        IsComplete = true;
    }

    private static JsonElement Message(JsonElement root) => root.GetProperty("delta").GetProperty("message");
}
