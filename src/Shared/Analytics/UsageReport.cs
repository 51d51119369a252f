namespace Tollgate.Analytics;

/// <summary>What a tenant, or one of its users, used in a range of days.</summary>
internal sealed record UsageReport
{
    public required string Tenant { get; init; }

    public string? User { get; init; }

    public required UsageRange Range { get; init; }

    public required UsageTotals Totals { get; init; }

    /// <summary>Every day of the range, also those without requests.</summary>
    public required IReadOnlyList<UsageReportDay> Days { get; init; }

    /// <summary>How the totals split; null in the report of one user, of whom only totals a day are kept.</summary>
    public UsageSplits? Splits { get; init; }

    /// <summary>
    /// In the report of one user: false when some day had more users than are kept apart, so that some of this user's
    /// requests may be missing.
    /// </summary>
    public bool IsComplete { get; init; } = true;
}
