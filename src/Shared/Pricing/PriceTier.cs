namespace Tollgate.Pricing;

/// <summary>The prices of long requests to one model.</summary>
/// <param name="AboveInputTokens">The tier holds for requests with more total input tokens than this.</param>
/// <param name="Price">Complete prices of the tier; its own tiers are ignored.</param>
internal sealed record PriceTier(long AboveInputTokens, ModelPrice Price);
