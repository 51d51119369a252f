using System.Collections.Concurrent;

namespace Tollgate.Health;

/// <summary>What this instance has seen of each provider lately: passive health, from real requests only.</summary>
internal sealed class ProviderHealth(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, OutcomeWindow> _byProvider = new(StringComparer.Ordinal);

    /// <param name="provider">Name from the configuration.</param>
    /// <param name="latency">Until the answer, or the first byte of its stream.</param>
    /// <param name="error">Code of what is the provider's doing, else null.</param>
    /// <param name="isRateLimit">It only limits the gateway, which says nothing against it.</param>
    public void Record(string provider, TimeSpan latency, string? error, bool isRateLimit = false) =>
        _byProvider.GetOrAdd(provider, static _ => new OutcomeWindow()).Add(new ProviderOutcome(latency, error, isRateLimit), time);

    public ProviderSummary Summarize(string provider) =>
        _byProvider.TryGetValue(provider, out var window) ? window.Summarize(time) : ProviderSummary.Unknown;
}
