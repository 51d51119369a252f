namespace Tollgate.Health;

/// <summary>The last outcomes of one provider: at most so many, and none older than five minutes.</summary>
internal sealed class OutcomeWindow
{
    private const int Capacity = 512;

    private static readonly TimeSpan Span = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly ProviderOutcome[] _ring = new ProviderOutcome[Capacity];
    private long _count;

    public void Add(ProviderOutcome outcome)
    {
        lock (_lock)
        {
            _ring[_count++ % Capacity] = outcome;
        }
    }

    public ProviderSummary Summarize(TimeProvider time)
    {
        ProviderOutcome[] kept;
        lock (_lock)
        {
            kept = _ring[..(int)Math.Min(_count, Capacity)];
        }

        return ProviderSummary.Of(Array.FindAll(kept, outcome => time.GetElapsedTime(outcome.At) <= Span));
    }
}
