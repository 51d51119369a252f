namespace Tollgate.Health;

/// <summary>The outcomes of a few seconds, counted. Not thread-safe.</summary>
/// <param name="number">Which slice of time it is.</param>
internal sealed class OutcomeSlice(long number)
{
    private readonly Dictionary<string, int> _errors = new(StringComparer.Ordinal);
    private readonly LatencyCounts _latencies = new();
    private int _requests;
    private int _rateLimited;

    public long Number => number;

    public void Add(ProviderOutcome outcome)
    {
        _requests++;
        if (outcome.Error is not { } code)
        {
            _latencies.Add(outcome.Latency);
            return;
        }

        Count(code, 1);
        if (outcome.IsRateLimit)
        {
            _rateLimited++;
        }
    }

    public void Add(OutcomeSlice other)
    {
        _requests += other._requests;
        _rateLimited += other._rateLimited;
        _latencies.Add(other._latencies);
        foreach (var (code, count) in other._errors)
        {
            Count(code, count);
        }
    }

    public ProviderSummary Summarize() => new(_requests, _errors, _latencies) { RateLimited = _rateLimited };

    private void Count(string code, int times) => _errors[code] = _errors.GetValueOrDefault(code) + times;
}
