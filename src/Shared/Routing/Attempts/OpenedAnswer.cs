using System.Runtime.CompilerServices;
using Tollgate.Providers;
using Tollgate.Routing.Targets;

namespace Tollgate.Routing.Attempts;

/// <summary>
/// An answer that is sure to be this target's: it is whole, or its stream has brought its first content. Until then a failure can
/// be mended elsewhere; after it another provider's words must never follow.
/// </summary>
internal sealed class OpenedAnswer : IAsyncDisposable
{
    private readonly IAsyncEnumerator<StreamEvent>? _events;
    private readonly TargetLoad _load;

    /// <summary>What came before the first content: it says who speaks, and little more.</summary>
    private List<StreamEvent>? _held;
    private int _next;
    private StreamEvent _first;
    private bool _hasFirst;
    private IDisposable? _kept;

    private OpenedAnswer(ProviderAnswer answer, TargetLoad load)
    {
        (Answer, _load) = (answer, load);
        _events = (answer as StreamedAnswer)?.ReadEventsAsync().GetAsyncEnumerator(CancellationToken.None);
    }

    public ProviderAnswer Answer { get; }

    /// <summary>The event that <see cref="NextAsync"/> moved to; valid until it moves on.</summary>
    public StreamEvent Current { get; private set; }

    /// <summary>Reads a stream up to its first content. Takes the answer over, and the load it puts on its target, also when it fails.</summary>
    /// <exception cref="Providers.Upstream.UpstreamException">It broke before there was any.</exception>
    public static async ValueTask<OpenedAnswer> OpenAsync(ProviderAnswer answer, TargetLoad load)
    {
        var opened = new OpenedAnswer(answer, load);
        try
        {
            if (answer is StreamedAnswer stream)
            {
                await opened.ReadToContentAsync(stream).ConfigureAwait(false);
            }

            return opened;
        }
        catch
        {
            await opened.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Takes over something that has to live as long as the answer.</summary>
    public void Keep(IDisposable needed) => _kept = needed;

    /// <summary>Moves a stream on by one event; false at its end.</summary>
    public ValueTask<bool> NextAsync()
    {
        if (_next < _held?.Count)
        {
            Current = _held[_next++];
            return ValueTask.FromResult(true);
        }

        if (_hasFirst)
        {
            (Current, _hasFirst) = (_first, false);
            return ValueTask.FromResult(true);
        }

        var step = _events!.MoveNextAsync();
        if (!step.IsCompletedSuccessfully)
        {
            return MovedAsync(step);
        }

        var hasNext = step.Result;
        Current = hasNext ? _events.Current : default;
        return ValueTask.FromResult(hasNext);
    }

    public async ValueTask DisposeAsync()
    {
        if (_events is not null)
        {
            await _events.DisposeAsync().ConfigureAwait(false);
        }

        await Answer.DisposeAsync().ConfigureAwait(false);
        _load.End();
        _kept?.Dispose();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> MovedAsync(ValueTask<bool> step)
    {
        var hasNext = await step.ConfigureAwait(false);
        Current = hasNext ? _events!.Current : default;
        return hasNext;
    }

    private async Task ReadToContentAsync(StreamedAnswer stream)
    {
        while (await _events!.MoveNextAsync().ConfigureAwait(false))
        {
            var current = _events.Current;
            if (stream.ContentBytes > 0 || current.Kind != StreamEventKind.Content)
            {
                (_first, _hasFirst) = (current, true);
                return;
            }

            // Its bytes are gone when the next event is read.
            (_held ??= []).Add(current with { Data = current.Data.ToArray() });
        }
    }
}
