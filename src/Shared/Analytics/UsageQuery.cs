using Tollgate.State;

namespace Tollgate.Analytics;

/// <summary>Answers questions about usage from the days' entities, as last committed: the newest seconds may be missing.</summary>
internal sealed class UsageQuery(IEntityClient client)
{
    /// <summary>Beyond it the hours of a report are noise.</summary>
    private const int MaxDaysWithHours = 7;

    private const int MaxParallelReads = 16;

    /// <param name="tenant">Whose usage.</param>
    /// <param name="range">At most <see cref="UsageRange.MaxDays"/> days.</param>
    /// <param name="user">Null for all users.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<UsageReport> QueryAsync(string tenant, UsageRange range, string? user, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(range.Days, 1, nameof(range));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(range.Days, UsageRange.MaxDays, nameof(range));
        var days = await ReadAsync(tenant, range, cancellation).ConfigureAwait(false);
        return user is null ? ReportAll(tenant, range, days) : ReportUser(tenant, range, days, user);
    }

    private async Task<UsageState[]> ReadAsync(string tenant, UsageRange range, CancellationToken cancellation)
    {
        var days = new UsageState[range.Days];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = MaxParallelReads, CancellationToken = cancellation };
        await Parallel.ForAsync(0, days.Length, parallel, async (day, token) =>
        {
            var key = UsageState.KeyFor(tenant, range.From.AddDays(day));
            days[day] = await client.ReadAsync<UsageState>(key, token).ConfigureAwait(false) ?? UsageState.Empty;
        }).ConfigureAwait(false);
        return days;
    }

    private static UsageReport ReportAll(string tenant, UsageRange range, UsageState[] days)
    {
        var withHours = range.Days <= MaxDaysWithHours;
        return new UsageReport
        {
            Tenant = tenant,
            Range = range,
            Totals = Sum(days.Select(day => day.Total)),
            Days = [.. days.Select((day, i) => new UsageReportDay(range.From.AddDays(i), day.Total, withHours ? HoursOf(day) : null))],
            Splits = UsageSplits.Merge(days),
        };
    }

    private static UsageReport ReportUser(string tenant, UsageRange range, UsageState[] days, string user)
    {
        var name = UsageName.Shorten(user);
        return new UsageReport
        {
            Tenant = tenant,
            User = user,
            Range = range,
            Totals = Sum(days.Select(day => day.Users.Find(name))),
            Days = [.. days.Select((day, i) => new UsageReportDay(range.From.AddDays(i), day.Users.Find(name), Hours: null))],
            IsComplete = !days.Any(day => day.Users.Names.Contains(UsageName.Other)),
        };
    }

    private static UsageShare[] HoursOf(UsageState day) => [.. day.Hours.Shares().OrderBy(share => share.Name, StringComparer.Ordinal)];

    private static UsageTotals Sum(IEnumerable<UsageTotals> totals) =>
        totals.Aggregate(default(UsageTotals), (sum, next) => sum + next);
}
