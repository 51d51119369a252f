using Tollgate.Pricing;
using Tollgate.Pricing.Ceilings;

namespace Tollgate.Settlement;

/// <summary>What an attempt has used.</summary>
/// <param name="Usage">As the provider told it, or an estimate marked as one.</param>
/// <param name="Most">Of an estimate: the most that it can have been.</param>
internal readonly record struct Used(TokenUsage Usage, UsageBound Most = default);
