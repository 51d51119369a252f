using Tollgate.Quotas.Admission;

namespace Tollgate.Auth;

/// <summary>One customer of the gateway: a team with its API keys.</summary>
internal sealed record Tenant
{
    /// <summary>1 to 64 characters of <c>a-z A-Z 0-9 . _ -</c>.</summary>
    public required string Id { get; init; }

    public string? Name { get; init; }

    public IReadOnlyList<ApiKey> ApiKeys { get; init; } = [];

    /// <summary>Requests must carry a user that the tenant vouches for (bound to the key, or from a key that speaks for users).</summary>
    public bool RequiresVerifiedUser { get; init; }

    /// <summary>Regions its data may be processed in; empty: anywhere. A provider of unknown region is in none.</summary>
    public IReadOnlyList<string> AllowedRegions { get; init; } = [];

    /// <summary>Members of a request that its model cannot do are left out, and told; otherwise the request is refused.</summary>
    public bool DropsUnsupportedParameters { get; init; }

    /// <summary>Whether its answers are shortened to what is left.</summary>
    public MaxTokensClamping MaxTokensClamping { get; init; } = MaxTokensClamping.Default;
}
