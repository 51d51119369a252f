namespace Tollgate.Health;

/// <summary>How one request to a provider went.</summary>
/// <param name="Latency">Until the answer, or the first byte of its stream.</param>
/// <param name="Error">Code of what the provider did wrong, or of its rate limit; null when it did what it was asked.</param>
/// <param name="IsRateLimit">It is there and well, and would have answered at another time.</param>
internal readonly record struct ProviderOutcome(TimeSpan Latency, string? Error, bool IsRateLimit);
