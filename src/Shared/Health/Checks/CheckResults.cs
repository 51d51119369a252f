using System.Collections.Concurrent;

namespace Tollgate.Health.Checks;

/// <summary>The last check of each provider that is checked. Apart from <see cref="ProviderHealth"/>: a check says nothing of how fast models answer.</summary>
internal sealed class CheckResults(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, CheckResult> _last = new(StringComparer.Ordinal);

    /// <summary>Whether others should be asked first. Without waiting, and without allocating: it is asked for every target of a request.</summary>
    public bool IsFailing(string provider) => _last.TryGetValue(provider, out var last) && last.IsFailing;

    /// <summary>Null: it was not checked.</summary>
    public CheckResult? Last(string provider) => _last.GetValueOrDefault(provider);

    /// <summary>Takes in how a check went. One check of a provider at a time.</summary>
    /// <param name="provider">Name from the configuration.</param>
    /// <param name="latency">How long it took.</param>
    /// <param name="failure">Code; null: the provider is there.</param>
    public CheckResult Record(string provider, TimeSpan latency, string? failure)
    {
        var inARow = failure is null ? 0 : (Last(provider)?.FailuresInARow ?? 0) + 1;
        return _last[provider] = new CheckResult(time.GetUtcNow(), latency, failure, inARow);
    }

    /// <summary>Forgets those that are not checked any more: nobody would ever say that they are back.</summary>
    public void Keep(Func<string, bool> isChecked)
    {
        foreach (var (provider, _) in _last)
        {
            if (!isChecked(provider))
            {
                _last.TryRemove(provider, out _);
            }
        }
    }
}
