namespace Tollgate.Health;

/// <summary>How one request to a provider went.</summary>
/// <param name="At">TimeProvider timestamp of its end.</param>
/// <param name="Latency">Until the answer, or the first byte of its stream.</param>
/// <param name="Failure">Code of the failure that is the provider's doing; null when it did what it was asked.</param>
internal readonly record struct ProviderOutcome(long At, TimeSpan Latency, string? Failure);
