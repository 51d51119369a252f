namespace Tollgate.Settlement;

/// <summary>What the records that share a row have in common.</summary>
internal readonly record struct UsageRowKey(int Hour, string? User, string? Model, string? Provider, int Status);
