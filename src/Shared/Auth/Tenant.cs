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

    /// <summary>Whether its answers are shortened to what is left.</summary>
    public MaxTokensClamping MaxTokensClamping { get; init; } = MaxTokensClamping.Default;
}
