namespace Tollgate.Analytics;

/// <summary>One day of a report.</summary>
/// <param name="Date">UTC.</param>
/// <param name="Totals">Of the tenant, or of the one user asked for.</param>
/// <param name="Hours">Hours with any requests, by ascending hour; null when the report does not go down to hours.</param>
internal sealed record UsageReportDay(DateOnly Date, UsageTotals Totals, IReadOnlyList<UsageShare>? Hours);
