namespace Tollgate.Settlement;

/// <summary>How a request ended.</summary>
/// <param name="Status">What the client is told, or would have been.</param>
/// <param name="Used">By its last attempt.</param>
/// <param name="ProviderFailure">Code of a failure that is the provider's doing, else null.</param>
internal readonly record struct Outcome(int Status, Used Used, string? ProviderFailure = null)
{
    /// <summary>nginx's word for a client that went away: there is no standard one.</summary>
    public const int ClientClosedRequest = 499;

    public static Outcome Success(Used used) => new(200, used);
}
