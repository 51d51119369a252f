using System.Collections.Concurrent;

namespace Tollgate.Routing.Attempts;

/// <summary>A retry budget for every public model, or whatever else shares a fate: what one model's outage uses up is not another's.</summary>
internal sealed class RetryBudgets
{
    /// <summary>Reloads may bring new names for ever.</summary>
    private const int MostModels = 4096;

    private readonly RetryBudget _others = new();
    private readonly ConcurrentDictionary<string, RetryBudget> _byModel = new(StringComparer.Ordinal);

    public RetryBudget Of(string model) =>
        _byModel.TryGetValue(model, out var budget) ? budget
        : _byModel.Count < MostModels ? _byModel.GetOrAdd(model, static _ => new RetryBudget()) : _others;
}
