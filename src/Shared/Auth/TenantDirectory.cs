using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace Tollgate.Auth;

/// <summary>All tenants, and their API keys by hash.</summary>
internal sealed class TenantDirectory
{
    private readonly FrozenDictionary<ulong, (Tenant Tenant, ApiKey Key)[]> _byHashPrefix;

    public TenantDirectory(IEnumerable<Tenant> tenants)
    {
        Tenants = tenants.ToFrozenDictionary(tenant => tenant.Id, StringComparer.Ordinal);
        _byHashPrefix = Tenants.Values
            .SelectMany(tenant => tenant.ApiKeys, (tenant, key) => (Tenant: tenant, Key: key))
            .GroupBy(entry => Prefix(entry.Key.Sha256.AsSpan()))
            .ToFrozenDictionary(group => group.Key, group => group.ToArray());
    }

    public static TenantDirectory Empty { get; } = new([]);

    public FrozenDictionary<string, Tenant> Tenants { get; }

    /// <summary>
    /// The tenant and the key that <paramref name="presented"/> is, or null. The look-up by part of the hash tells an
    /// attacker nothing about a key, and the hashes are compared in constant time.
    /// </summary>
    public (Tenant Tenant, ApiKey Key)? Find(ReadOnlySpan<char> presented)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (!TryHash(presented, hash) || !_byHashPrefix.TryGetValue(Prefix(hash), out var candidates))
        {
            return null;
        }

        foreach (var candidate in candidates)
        {
            if (CryptographicOperations.FixedTimeEquals(candidate.Key.Sha256.AsSpan(), hash))
            {
                return candidate;
            }
        }

        return null;
    }

    private static bool TryHash(ReadOnlySpan<char> key, Span<byte> hash)
    {
        const int longestKey = 512;
        if (key.IsEmpty || key.Length > longestKey)
        {
            return false;
        }

        Span<byte> utf8 = stackalloc byte[longestKey * 3];
        var length = Encoding.UTF8.GetBytes(key, utf8);
        SHA256.HashData(utf8[..length], hash);
        return true;
    }

    private static ulong Prefix(ReadOnlySpan<byte> hash) => BitConverter.ToUInt64(hash);
}
