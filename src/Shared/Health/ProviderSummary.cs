namespace Tollgate.Health;

/// <summary>A provider's last minutes in figures.</summary>
/// <param name="Requests">Answered or failed.</param>
/// <param name="Failures">By code.</param>
/// <param name="Latencies">Of the successful ones, ascending.</param>
internal sealed record ProviderSummary(int Requests, IReadOnlyDictionary<string, int> Failures, IReadOnlyList<TimeSpan> Latencies)
{
    /// <summary>Fewer requests than this say nothing about a provider.</summary>
    private const int LeastEvidence = 5;

    public static ProviderSummary Unknown { get; } = new(0, new Dictionary<string, int>(), []);

    public double ErrorRate => Requests == 0 ? 0 : Failures.Values.Sum() / (double)Requests;

    /// <summary>Not most of the lately seen requests failed. A provider nobody asked is healthy for all we know.</summary>
    public bool IsHealthy => Requests < LeastEvidence || ErrorRate <= 0.5;

    public static ProviderSummary Of(IReadOnlyCollection<ProviderOutcome> outcomes) => new(
        outcomes.Count,
        outcomes.Where(outcome => outcome.Failure is not null).CountBy(outcome => outcome.Failure!).ToDictionary(),
        [.. outcomes.Where(outcome => outcome.Failure is null).Select(outcome => outcome.Latency).Order()]);

    /// <summary>Null while there was no success to measure.</summary>
    public double? LatencyMs(double percentile) => Latencies.Count == 0
        ? null
        : Latencies[Math.Clamp((int)Math.Ceiling(percentile * Latencies.Count) - 1, 0, Latencies.Count - 1)].TotalMilliseconds;
}
