using Tollgate.Pricing;

namespace Tollgate.Pipeline;

/// <summary>What a request came to, once it was booked.</summary>
internal readonly record struct Settled(TokenUsage Usage, Money Cost);
