namespace Tollgate.Health;

/// <summary>A provider's last minutes in figures.</summary>
/// <param name="Requests">Answered, limited or failed.</param>
/// <param name="Errors">By code: failures, and rate limits, which are none.</param>
/// <param name="Latencies">Of the successful ones.</param>
internal sealed record ProviderSummary(int Requests, IReadOnlyDictionary<string, int> Errors, LatencyCounts Latencies)
{
    /// <summary>Fewer requests than this say nothing about a provider.</summary>
    private const int LeastEvidence = 5;

    public static ProviderSummary Unknown { get; } = new(0, new Dictionary<string, int>(), new LatencyCounts());

    /// <summary>Those that the provider put off, as it limits the gateway.</summary>
    public int RateLimited { get; init; }

    /// <summary>Part of those that were not rate limited: what a provider puts off says neither that it works nor that it does not.</summary>
    public double ErrorRate => Judged == 0 ? 0 : (Errors.Values.Sum() - RateLimited) / (double)Judged;

    /// <summary>Not most of the lately seen requests failed. A provider nobody asked is healthy for all we know.</summary>
    public bool IsHealthy => Judged < LeastEvidence || ErrorRate <= 0.5;

    private int Judged => Requests - RateLimited;

    /// <summary>Null while there was no success to measure.</summary>
    public double? LatencyMs(double percentile) => Latencies.Percentile(percentile);
}
