using System.Text.Json.Nodes;

namespace Tollgate.UpstreamSimulator.Bedrock;

/// <summary>Writes an answer in Converse's events: the message's start, its blocks, its end, and only then what it costs.</summary>
internal sealed class ConverseStream(ConverseAnswer answer, BedrockCall call)
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    public Reply Write() => new()
    {
        ContentType = "application/vnd.amazon.eventstream",
        Billed = answer.Prompt,
        Framing = EventStreamFrame.Write,
        Events =
        [
            Event(StreamEventKind.Opening, "messageStart", new() { ["role"] = "assistant" }),
            .. Blocks().SelectMany((events, index) => events.Select(streamEvent => WithIndex(streamEvent, index))),
            Event(StreamEventKind.Finish, "messageStop", new() { ["stopReason"] = answer.StopReason }),
            Event(StreamEventKind.Usage, "metadata", new() { ["metrics"] = new JsonObject { ["latencyMs"] = 12 }, ["usage"] = answer.WriteUsage() }),
        ],
    };

    private IEnumerable<IEnumerable<(string Name, JsonObject Data, BilledUsage Billed)>> Blocks()
    {
        if (answer.Thought.Count > 0)
            yield return Thoughts();
        if (answer.Text.Count > 0)
            yield return Texts();
        foreach (var made in answer.Calls)
            yield return Call(made.Id, made.Name, made.Input);
    }

    private IEnumerable<(string Name, JsonObject Data, BilledUsage Billed)> Thoughts()
    {
        foreach (var token in answer.Thought)
            yield return Delta(new() { ["reasoningContent"] = new JsonObject { ["text"] = token } }, new BilledUsage(0, CompletionTokens: 1, ReasoningTokens: 1));
        yield return Delta(new() { ["reasoningContent"] = new JsonObject { ["signature"] = Thought.Sign(string.Concat(answer.Thought)) } }, default);
        yield return Stop();
    }

    private IEnumerable<(string Name, JsonObject Data, BilledUsage Billed)> Texts()
    {
        foreach (var tokens in answer.Text.Chunk(call.Shape.TokensPerChunk))
            yield return Delta(new() { ["text"] = string.Concat(tokens) }, new BilledUsage(0, CompletionTokens: tokens.Length));
        yield return Stop();
    }

    private static IEnumerable<(string Name, JsonObject Data, BilledUsage Billed)> Call(string id, string name, IReadOnlyList<string> input)
    {
        var start = new JsonObject { ["start"] = new JsonObject { ["toolUse"] = new JsonObject { ["toolUseId"] = id, ["name"] = name } } };
        yield return ("contentBlockStart", start, new BilledUsage(0, CompletionTokens: 1));
        foreach (var token in input)
            yield return Delta(new() { ["toolUse"] = new JsonObject { ["input"] = token } }, new BilledUsage(0, CompletionTokens: 1));
        yield return Stop();
    }

    private static (string Name, JsonObject Data, BilledUsage Billed) Delta(JsonObject delta, BilledUsage billed) =>
        ("contentBlockDelta", new() { ["delta"] = delta }, billed);

    private static (string Name, JsonObject Data, BilledUsage Billed) Stop() => ("contentBlockStop", [], default);

    private static StreamEvent WithIndex((string Name, JsonObject Data, BilledUsage Billed) block, int index)
    {
        block.Data["contentBlockIndex"] = index;
        return Event(StreamEventKind.Content, block.Name, block.Data, block.Billed);
    }

    // Bedrock pads events so that their sizes do not betray the tokens within.
    private static StreamEvent Event(StreamEventKind kind, string name, JsonObject data, BilledUsage billed = default)
    {
        data["p"] = Alphabet[..(1 + (WireJson.Text(data).Length % Alphabet.Length))];
        return new StreamEvent(kind, WireJson.Text(data), billed) { Name = name };
    }
}
