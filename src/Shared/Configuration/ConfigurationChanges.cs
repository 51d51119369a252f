using Tollgate.Models;
using Tollgate.Quotas.Configuration;

namespace Tollgate.Configuration;

/// <summary>What differs between two configurations, by name.</summary>
/// <param name="Summary">As in <c>providers +groq; models ~gpt-4o -gpt-4</c>; <c>no differences</c>.</param>
/// <param name="NeedRestart">Changed settings that are read at start only.</param>
/// <param name="IsOutOfOrder">Limits changed, but not their revision: accounts do not take the change for one.</param>
internal sealed record ConfigurationChanges(string Summary, IReadOnlyList<string> NeedRestart, bool IsOutOfOrder)
{
    public static ConfigurationChanges Between(GatewayConfiguration before, GatewayConfiguration after)
    {
        var hasSameLimits = LimitChanges.IsSame(before, after);
        string?[] parts =
        [
            IsSame(before.Server, after.Server) ? null : "server",
            before.Logging == after.Logging ? null : "logging",
            before.KeyVault == after.KeyVault ? null : "keyVault",
            Describe("providers", before.Providers, after.Providers, (left, right) => left == right),
            Describe("models", ModelsOf(before), ModelsOf(after), IsSame),
            Describe("tenants", before.Tenants.Tenants, after.Tenants.Tenants, IsSame),
            hasSameLimits ? null : "limits",
        ];
        var changed = string.Join("; ", parts.OfType<string>());
        return new ConfigurationChanges(
            changed.Length > 0 ? changed : "no differences",
            [.. RestartSettings(before.Server, after.Server)],
            IsOutOfOrder: !hasSameLimits && after.QuotaRevision <= before.QuotaRevision);
    }

    private static IEnumerable<string> RestartSettings(ServerOptions before, ServerOptions after)
    {
        (string Name, bool IsSame)[] settings =
        [
            ("server.host", before.Host == after.Host),
            ("server.port", before.Port == after.Port),
            ("server.maxConnections", before.MaxConnections == after.MaxConnections),
            ("server.tls", before.Tls == after.Tls),
        ];
        return settings.Where(setting => !setting.IsSame).Select(setting => setting.Name);
    }

    private static string? Describe<T>(
        string section, IReadOnlyDictionary<string, T> before, IReadOnlyDictionary<string, T> after, Func<T, T, bool> isSame)
    {
        var names = before.Keys.Union(after.Keys).Order(StringComparer.Ordinal).Select(name =>
            !before.TryGetValue(name, out var left) ? $" +{name}"
            : !after.TryGetValue(name, out var right) ? $" -{name}"
            : isSame(left, right) ? ""
            : $" ~{name}");
        var changes = string.Concat(names);
        return changes.Length > 0 ? section + changes : null;
    }

    private static bool IsSame(ServerOptions before, ServerOptions after) =>
        before.CorsOrigins.SequenceEqual(after.CorsOrigins) && before == after with { CorsOrigins = before.CorsOrigins };

    private static Dictionary<string, Model> ModelsOf(GatewayConfiguration configuration) =>
        configuration.Models.Values.Concat(configuration.Patterns.All).ToDictionary(model => model.Name, StringComparer.Ordinal);

    private static bool IsSame(Model before, Model after) =>
        before.Targets.Select(Fingerprint).SequenceEqual(after.Targets.Select(Fingerprint))
        && before.Fallbacks.All.SequenceEqual(after.Fallbacks.All)
        && before == after with { Targets = before.Targets, Fallbacks = before.Fallbacks };

    /// <summary>The provider is left out: its own change is told as the provider's.</summary>
    private static object Fingerprint(RouteTarget target)
    {
        var deployment = target.Deployment;
        var (info, price) = (deployment.Info, deployment.Info.Price);
        return (deployment.Id, target.Weight, target.Quality, info with { Aliases = [], Price = price with { Tiers = [] } }, string.Join(',', price.Tiers));
    }

    private static bool IsSame(Auth.Tenant before, Auth.Tenant after) =>
        before.Name == after.Name
        && before.RequiresVerifiedUser == after.RequiresVerifiedUser
        && before.AllowedRegions.SequenceEqual(after.AllowedRegions)
        && before.DropsUnsupportedParameters == after.DropsUnsupportedParameters
        && before.ApiKeys.Select(Fingerprint).SequenceEqual(after.ApiKeys.Select(Fingerprint));

    private static object Fingerprint(Auth.ApiKey key) =>
        (key.Id, Convert.ToHexString(key.Sha256.AsSpan()), key.User, key.SpeaksForUsers, key.IsAdmin);
}
