namespace Tollgate.Analytics;

/// <summary>What one user, model, provider, status or hour had of the whole.</summary>
internal readonly record struct UsageShare(string Name, UsageTotals Totals);
