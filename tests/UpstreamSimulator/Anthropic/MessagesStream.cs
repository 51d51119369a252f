using System.Text.Json.Nodes;

namespace Tollgate.UpstreamSimulator.Anthropic;

/// <summary>Writes an answer as Anthropic streams it: the message's head, its blocks one after the other, the way it ended, the end.</summary>
internal sealed class MessagesStream(MessagesAnswer answer, AnswerShape shape)
{
    public Reply Write(AnthropicScript script, AnthropicEnvelope envelope)
    {
        List<StreamEvent> events = [Opening(), .. answer.Blocks.SelectMany(Block), Ending(), Event(StreamEventKind.Done, "message_stop", [])];
        if (script.OverloadedAfter is { } count)
            events = [.. events.Take(count), new StreamEvent(StreamEventKind.Error, envelope.Write(UpstreamError.OfStatus(529))) { Name = "error" }];
        return new Reply { ContentType = "text/event-stream; charset=utf-8", Billed = answer.Prompt, Events = [.. events] };
    }

    private StreamEvent Opening()
    {
        // The count of output at this point is a placeholder, as it is at Anthropic.
        var begun = answer.Prompt + new BilledUsage(0, CompletionTokens: 1);
        return Event(StreamEventKind.Opening, "message_start", new() { ["message"] = MessagesBody.Message(answer, [], stopReason: null, begun) });
    }

    private IEnumerable<StreamEvent> Block(AnswerBlock block, int index)
    {
        // What a block costs is spread over nothing finer than its deltas: thinking that is not told is billed as it begins.
        var deltas = block.Deltas(shape.TokensPerChunk).ToArray();
        var perDelta = deltas.Length == 0 || block.Billed.ReasoningTokens > 0 ? 0 : Math.Min(shape.TokensPerChunk, block.Billed.CompletionTokens / deltas.Length);
        var opening = block.Billed with { CompletionTokens = block.Billed.CompletionTokens - (perDelta * deltas.Length) };
        yield return Event(
            StreamEventKind.Content, "content_block_start", new() { ["index"] = index, ["content_block"] = block.Opening() }, opening);
        if (index == 0)
            yield return Event(StreamEventKind.Content, "ping", []);
        foreach (var delta in deltas)
        {
            yield return Event(
                StreamEventKind.Content,
                "content_block_delta",
                new() { ["index"] = index, ["delta"] = delta },
                new BilledUsage(0, CompletionTokens: perDelta));
        }

        yield return Event(StreamEventKind.Content, "content_block_stop", new() { ["index"] = index });
    }

    private StreamEvent Ending()
    {
        var usage = MessagesBody.Usage(answer, answer.Usage);
        usage.Remove("cache_creation");
        usage.Remove("service_tier");
        return Event(StreamEventKind.Finish, "message_delta", new()
        {
            ["delta"] = new JsonObject
            {
                ["stop_reason"] = answer.StopReason,
                ["stop_sequence"] = answer.StopSequence,
                ["stop_details"] = MessagesBody.Details(answer),
                ["container"] = null,
            },
            ["usage"] = usage,
        });
    }

    private static StreamEvent Event(StreamEventKind kind, string type, JsonObject members, BilledUsage billed = default)
    {
        members.Insert(0, "type", type);
        return new StreamEvent(kind, WireJson.Text(members), billed) { Name = type };
    }
}
