using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Tollgate.UpstreamSimulator;

/// <content>Streams that end wrongly or carry something else than expected. Whole replies pass unaltered.</content>
public sealed partial class Fault
{
    /// <summary>Ends cleanly, with a finish reason but without <c>[DONE]</c>.</summary>
    public static Fault NoDone { get; } = new("no-done", Without(StreamEventKind.Done));

    /// <summary>Ends cleanly right after the content: no finish reason, no usage, no <c>[DONE]</c>.</summary>
    public static Fault NoFinish { get; } = new("no-finish", Without(StreamEventKind.Finish, StreamEventKind.Usage, StreamEventKind.Done));

    /// <summary>Sends no usage, asked or not.</summary>
    public static Fault NoUsage { get; } = new("no-usage", Without(StreamEventKind.Usage));

    /// <summary>Sends usage beside the finish reason and not in a chunk of its own.</summary>
    public static Fault UsageBesideChoices { get; } = new("usage-beside-choices", OnStream(MoveUsage));

    /// <summary>Event <paramref name="index"/>, from 0, is half a JSON object; the stream goes on after it.</summary>
    public static Fault MalformedEvent(int index) => new($"malformed-at-{index}", OnStream(events => index >= events.Count
        ? events
        : events.SetItem(index, events[index] with { Data = events[index].Data[..(events[index].Data.Length / 2)] })));

    /// <summary>After <paramref name="count"/> events, an error as OpenAI sends it within a stream, and the end of it.</summary>
    public static Fault ErrorAfter(int count) => new($"error-after-{count}", (reply, envelope) =>
        WithErrorEvent(reply, count, new StreamEvent(StreamEventKind.Error, envelope.Write(UpstreamError.OfStatus(500)))));

    /// <summary>The same with <c>event: error</c>, as other OpenAI-compatible servers send it.</summary>
    public static Fault NamedErrorAfter(int count) => new($"named-error-after-{count}", (reply, envelope) =>
        WithErrorEvent(reply, count, new StreamEvent(StreamEventKind.Error, envelope.Write(UpstreamError.OfStatus(500))) { Name = "error" }));

    private static Func<Reply, Reply> Without(params StreamEventKind[] kinds) =>
        OnStream(events => events.RemoveAll(streamEvent => kinds.Contains(streamEvent.Kind)));

    private static Func<Reply, Reply> OnStream(Func<ImmutableList<StreamEvent>, ImmutableList<StreamEvent>> alter) =>
        reply => reply.Events is null ? reply : reply with { Events = alter(reply.Events) };

    private static Reply WithErrorEvent(Reply reply, int count, StreamEvent error) =>
        OnStream(events => [.. events.Take(count), error])(reply);

    private static ImmutableList<StreamEvent> MoveUsage(ImmutableList<StreamEvent> events)
    {
        var usage = events.FindIndex(streamEvent => streamEvent.Kind is StreamEventKind.Usage);
        var finish = events.FindLastIndex(streamEvent => streamEvent.Kind is StreamEventKind.Finish);
        if (usage < 0 || finish < 0)
            return events;

        var chunk = JsonNode.Parse(events[finish].Data)!;
        chunk["usage"] = JsonNode.Parse(events[usage].Data)!["usage"]!.DeepClone();
        return events.SetItem(finish, events[finish] with { Data = WireJson.Text(chunk) }).RemoveAt(usage);
    }
}
