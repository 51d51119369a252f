using System.Collections.Concurrent;

namespace Tollgate.Health;

/// <summary>What this instance has seen of each provider lately: passive health, from real requests only.</summary>
internal sealed class ProviderHealth(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, OutcomeWindow> _byProvider = new(StringComparer.Ordinal);

    /// <param name="provider">Name from the configuration.</param>
    /// <param name="latency">Until the answer, or the first byte of its stream.</param>
    /// <param name="failure">Code of a failure that is the provider's doing, else null.</param>
    public void Record(string provider, TimeSpan latency, string? failure) =>
        _byProvider.GetOrAdd(provider, static _ => new OutcomeWindow()).Add(new ProviderOutcome(time.GetTimestamp(), latency, failure));

    public ProviderSummary Summarize(string provider) =>
        _byProvider.TryGetValue(provider, out var window) ? window.Summarize(time) : ProviderSummary.Unknown;
}
