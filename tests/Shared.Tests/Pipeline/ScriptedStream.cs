using System.Text;
using Tollgate.Pricing;
using Tollgate.Providers;

namespace Tollgate.Tests.Pipeline;

/// <summary>A stream whose events, usage and failures a test writes as an iterator.</summary>
internal sealed class ScriptedStream(Func<ScriptedStream, IAsyncEnumerable<StreamEvent>> events) : StreamedAnswer
{
    public bool IsDisposed { get; private set; }

    public static StreamEvent Done => new(StreamEventKind.Done, default);

    public StreamEvent Content(string json)
    {
        ContentBytes += json.Length;
        return new StreamEvent(StreamEventKind.Content, Encoding.UTF8.GetBytes(json));
    }

    public StreamEvent UsageEvent(TokenUsage usage)
    {
        Usage = usage;
        return new StreamEvent(StreamEventKind.Usage, "{}"u8.ToArray());
    }

    public override IAsyncEnumerable<StreamEvent> ReadEventsAsync() => events(this);

    public override ValueTask DisposeAsync()
    {
        Assert.False(IsDisposed);
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }
}
