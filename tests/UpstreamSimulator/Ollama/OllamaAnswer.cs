using System.Globalization;
using System.Text.Json.Nodes;
using Tollgate.UpstreamSimulator.OpenAI.Chat;

namespace Tollgate.UpstreamSimulator.Ollama;

/// <summary>An answer in Ollama's own form: whole, or as lines of JSON of which the last one tells the counts.</summary>
internal sealed class OllamaAnswer(string model, DateTimeOffset created, ChatAnswer answer, AnswerShape shape)
{
    private readonly ChatChoice _choice = answer.Choices[0];

    public Reply Write(bool isStream) => isStream ? Stream() : new Reply
    {
        Billed = answer.Usage,
        Body = WireJson.Bytes(Last(Message(string.Concat(_choice.Content), _choice.ToolCalls))),
    };

    private Reply Stream() => new()
    {
        ContentType = "application/x-ndjson",
        Format = new SseFormat { JsonLines = true },
        Billed = answer.Prompt,
        Events =
        [
            .. _choice.Content.Chunk(shape.TokensPerChunk).Select(tokens => Line(Message(string.Concat(tokens), []), tokens.Length)),
            .. _choice.ToolCalls.Select(call => Line(Message("", [call]), call.TokenCount)),
            new StreamEvent(
                StreamEventKind.Finish,
                WireJson.Text(Last(Message("", []))),
                new BilledUsage(0, CompletionTokens: _choice.ReasoningTokens, ReasoningTokens: _choice.ReasoningTokens)),
        ],
    };

    private StreamEvent Line(JsonObject message, int tokens)
    {
        var line = Envelope(message);
        line["done"] = false;
        return new StreamEvent(StreamEventKind.Content, WireJson.Text(line), new BilledUsage(0, CompletionTokens: tokens));
    }

    private JsonObject Last(JsonObject message)
    {
        var line = Envelope(message);
        line["done"] = true;
        line["done_reason"] = _choice.FinishReason is "length" ? "length" : "stop";
        line["prompt_eval_count"] = answer.Usage.PromptTokens;
        line["eval_count"] = answer.Usage.CompletionTokens;
        return line;
    }

    private JsonObject Envelope(JsonObject message) => new()
    {
        ["model"] = model,
        ["created_at"] = created.ToString("O", CultureInfo.InvariantCulture),
        ["message"] = message,
    };

    private static JsonObject Message(string content, IReadOnlyList<ToolCall> calls)
    {
        var message = new JsonObject { ["role"] = "assistant", ["content"] = content };
        if (calls.Count > 0)
            message["tool_calls"] = new JsonArray([.. calls.Select(Call)]);
        return message;
    }

    private static JsonObject Call(ToolCall call) => new()
    {
        ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = JsonNode.Parse(string.Concat(call.Arguments)) },
    };
}
