using System.Text;
using Tollgate.Pipeline;

namespace Tollgate.Tests.Pipeline;

/// <summary>A client that writes down what it is told, and whose connection can fail.</summary>
internal sealed class RecordingReply : IReply
{
    public List<string> Told { get; } = [];

    /// <summary>The last refusal, whole.</summary>
    public Refusal? Refused { get; private set; }

    /// <summary>Called before anything is told; may throw.</summary>
    public Action<string> Before { get; init; } = _ => { };

    public Task SendAsync(ReadOnlyMemory<byte> body, Settled settled, CancellationToken cancellation) =>
        TellAsync($"send {Encoding.UTF8.GetString(body.Span)}", cancellation);

    public ValueTask WriteEventAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation) =>
        new(TellAsync($"event {Encoding.UTF8.GetString(data.Span)}", cancellation));

    public ValueTask FlushAsync(CancellationToken cancellation) => new(TellAsync("flush", cancellation));

    public Task CompleteAsync(Settled settled, CancellationToken cancellation) => TellAsync("complete", cancellation);

    public Task FailAsync(Refusal refusal, Settled settled, CancellationToken cancellation)
    {
        Refused = refusal;
        return TellAsync($"fail {refusal.Status} {refusal.Code}", cancellation);
    }

    private Task TellAsync(string what, CancellationToken cancellation)
    {
        Before(what);
        cancellation.ThrowIfCancellationRequested();
        Told.Add(what);
        return Task.CompletedTask;
    }
}
