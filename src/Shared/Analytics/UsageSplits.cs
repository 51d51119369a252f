namespace Tollgate.Analytics;

/// <summary>The same totals seen from four sides, each with the dearest share first.</summary>
internal sealed record UsageSplits
{
    public required IReadOnlyList<UsageShare> Users { get; init; }

    public required IReadOnlyList<UsageShare> Models { get; init; }

    public required IReadOnlyList<UsageShare> Providers { get; init; }

    public required IReadOnlyList<UsageShare> Statuses { get; init; }

    public static UsageSplits Merge(IReadOnlyList<UsageState> days) => new()
    {
        Users = Merge(days.Select(day => day.Users)),
        Models = Merge(days.Select(day => day.Models)),
        Providers = Merge(days.Select(day => day.Providers)),
        Statuses = Merge(days.Select(day => day.Statuses)),
    };

    private static UsageShare[] Merge(IEnumerable<UsageRollup> rollups)
    {
        var totals = new Dictionary<string, UsageTotals>(StringComparer.Ordinal);
        foreach (var share in rollups.SelectMany(rollup => rollup.Shares()))
        {
            totals[share.Name] = totals.GetValueOrDefault(share.Name) + share.Totals;
        }

        return [.. totals
            .Select(entry => new UsageShare(entry.Key, entry.Value))
            .OrderByDescending(share => share.Totals.CostNanoUsd)
            .ThenBy(share => share.Name, StringComparer.Ordinal)];
    }
}
