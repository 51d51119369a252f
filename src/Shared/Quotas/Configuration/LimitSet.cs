using System.Collections.Immutable;

namespace Tollgate.Quotas.Configuration;

/// <summary>
/// What one place of the configuration says about limits. Three things differ: a kind that is absent is left to the place
/// that holds more generally, one that is null has no limit, and one with a value has that.
/// </summary>
internal sealed class LimitSet
{
    private readonly ImmutableSortedDictionary<QuotaKind, ConfiguredLimit?> _limits;

    private LimitSet(ImmutableSortedDictionary<QuotaKind, ConfiguredLimit?> limits) => _limits = limits;

    /// <summary>Says nothing.</summary>
    public static LimitSet Empty { get; } = new(ImmutableSortedDictionary.Create<QuotaKind, ConfiguredLimit?>(
        Comparer<QuotaKind>.Create((left, right) => (left.Unit, left.Period).CompareTo((right.Unit, right.Period)))));

    public bool IsEmpty => _limits.IsEmpty;

    /// <summary>The limits that hold, ordered by kind.</summary>
    public IEnumerable<(QuotaKind Kind, ConfiguredLimit Limit)> Limits =>
        _limits.Where(entry => entry.Value is not null).Select(entry => (entry.Key, entry.Value!));

    /// <summary>Says something about one more kind; null: that it has no limit.</summary>
    public LimitSet With(QuotaKind kind, ConfiguredLimit? limit) => new(_limits.SetItem(kind, limit));

    /// <summary>Both, where this one has the last word on what it speaks of.</summary>
    public LimitSet Over(LimitSet general) => new(general._limits.SetItems(_limits));
}
