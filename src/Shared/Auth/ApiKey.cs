using System.Collections.Immutable;

namespace Tollgate.Auth;

/// <summary>An API key as the gateway keeps it: never the key itself.</summary>
internal sealed record ApiKey
{
    /// <summary>For people and logs, unique within the tenant.</summary>
    public required string Id { get; init; }

    /// <summary>SHA-256 of the key's UTF-8 bytes: 32 bytes. Keys are long and random, so no salt and no stretching.</summary>
    public required ImmutableArray<byte> Sha256 { get; init; }

    /// <summary>The user every request with this key belongs to.</summary>
    public string? User { get; init; }

    /// <summary>The key may name its user in <c>x-tollgate-user</c>.</summary>
    public bool SpeaksForUsers { get; init; }

    /// <summary>May see other tenants' analytics and the gateway's inner state.</summary>
    public bool IsAdmin { get; init; }
}
