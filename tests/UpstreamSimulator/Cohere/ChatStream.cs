using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Tollgate.UpstreamSimulator.Cohere;

/// <summary>Writes an answer as Cohere streams it: blocks that start, grow and end, and a last event with the reason and the bill.</summary>
internal sealed class ChatStream(ChatAnswer answer, AnswerShape shape)
{
    private ImmutableList<StreamEvent> _events = [];

    public Reply Write()
    {
        Add(StreamEventKind.Opening, "message-start", new JsonObject
        {
            ["id"] = answer.Id,
            ["delta"] = Message(new JsonObject
            {
                ["role"] = "assistant",
                ["content"] = new JsonArray(),
                ["tool_plan"] = "",
                ["tool_calls"] = new JsonArray(),
                ["citations"] = new JsonArray(),
            }),
        });
        var index = 0;
        if (answer.Thinking.Count > 0)
            AddBlock("thinking", answer.Thinking, index++);
        foreach (var tokens in answer.Plan.Chunk(shape.TokensPerChunk))
            AddDelta("tool-plan-delta", null, new JsonObject { ["tool_plan"] = string.Concat(tokens) }, tokens.Length);
        foreach (var (position, call) in answer.Calls.Index())
            AddCall(call.Id, call.Name, call.Arguments, position);
        if (answer.Calls.Count == 0)
            AddBlock("text", answer.Content, index);
        Add(StreamEventKind.Finish, "message-end", new JsonObject
        {
            ["id"] = answer.Id,
            ["delta"] = new JsonObject { ["finish_reason"] = answer.FinishReason, ["usage"] = answer.UsageJson() },
        });
        return new Reply { ContentType = "text/event-stream", Billed = answer.Prompt, Events = _events };
    }

    public static JsonObject Call(string id, string name, string arguments) => new()
    {
        ["id"] = id,
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = name, ["arguments"] = arguments },
    };

    public static JsonObject Logprob(string text) => new() { ["text"] = text, ["token_ids"] = new JsonArray(1, 2), ["logprobs"] = new JsonArray(-0.25, -0.5) };

    private void AddBlock(string type, IReadOnlyList<string> pieces, int index)
    {
        AddDelta("content-start", index, Content(new JsonObject { ["type"] = type, [type] = "" }), 0);
        foreach (var tokens in pieces.Chunk(shape.TokensPerChunk))
        {
            var text = string.Concat(tokens);
            AddDelta("content-delta", index, Content(new JsonObject { [type] = text }), tokens.Length, answer.Request.Logprobs && type is "text" ? Logprob(text) : null);
        }

        foreach (var (position, citation) in answer.Citations.Index())
        {
            if (type is "text")
            {
                AddDelta("citation-start", position, new JsonObject { ["citations"] = citation }, 0);
                Add(StreamEventKind.Content, "citation-end", new JsonObject { ["index"] = position });
            }
        }

        Add(StreamEventKind.Content, "content-end", new JsonObject { ["index"] = index });
    }

    private void AddCall(string id, string name, IReadOnlyList<string> arguments, int index)
    {
        AddDelta("tool-call-start", index, new JsonObject { ["tool_calls"] = Call(id, name, "") }, 0);
        foreach (var argument in arguments)
        {
            var growth = new JsonObject { ["function"] = new JsonObject { ["arguments"] = argument } };
            AddDelta("tool-call-delta", index, new JsonObject { ["tool_calls"] = growth }, 1);
        }

        Add(StreamEventKind.Content, "tool-call-end", new JsonObject { ["index"] = index });
    }

    private static JsonObject Content(JsonObject content) => new() { ["content"] = content };

    private static JsonObject Message(JsonObject message) => new() { ["message"] = message };

    private void AddDelta(string type, int? index, JsonObject message, int tokens, JsonObject? logprobs = null)
    {
        var data = new JsonObject();
        if (index is not null)
            data["index"] = index;
        data["delta"] = Message(message);
        if (logprobs is not null)
            data["logprobs"] = logprobs;
        Add(StreamEventKind.Content, type, data, tokens);
    }

    private void Add(StreamEventKind kind, string type, JsonObject data, int tokens = 0)
    {
        data.Insert(0, "type", type);
        _events = _events.Add(new StreamEvent(kind, WireJson.Text(data), new BilledUsage(0, CompletionTokens: tokens)) { Name = type });
    }
}
