using System.Security.Cryptography;
using System.Text;
using Tollgate.State;

namespace Tollgate.Quotas.Accounts;

/// <summary>Which entity holds whose account. An API key's quotas are in its tenant's.</summary>
internal static class AccountKeys
{
    private const int LongestName = 64;

    public static EntityKey Total { get; } = EntityKey.Create(AccountState.Kind, "total");

    public static EntityKey Tenant(string tenant) => EntityKey.Create(AccountState.Kind, "tenant", Shorten(tenant));

    public static EntityKey User(string tenant, string user) =>
        EntityKey.Create(AccountState.Kind, "user", Shorten(tenant), Shorten(user));

    public static EntityKey Deployment(string deployment) =>
        EntityKey.Create(AccountState.Kind, "deployment", Shorten(deployment));

    /// <summary>The account that holds a caller's quota of this scope.</summary>
    public static EntityKey OfCaller(QuotaScope scope, string tenant, string? user) => scope switch
    {
        QuotaScope.User when user is not null => User(tenant, user),
        QuotaScope.Total => Total,
        _ => Tenant(tenant),
    };

    /// <summary>A client may send a user id of any length; a key of the store, and of this memory, may not be so long.</summary>
    public static string Shorten(string name) =>
        name.Length <= LongestName ? name : "sha256-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..40];
}
