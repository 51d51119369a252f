using Tollgate.Auth;
using Tollgate.Configuration.Reading;
using Tollgate.Quotas.Admission;
using Tollgate.Quotas.Configuration;

namespace Tollgate.Configuration.Sections;

/// <summary>Reads <c>tenants</c>, and adds the tenant of TOLLGATE_API_KEY and the home's own.</summary>
internal static class TenantsSection
{
    private static readonly string[] UserIdentities = ["any", "verified"];
    private static readonly string[] UnsupportedParameters = ["refuse", "drop"];

    /// <param name="section">The section <c>tenants</c>.</param>
    /// <param name="additional">The home's own.</param>
    /// <param name="general">What limits all tenants.</param>
    /// <param name="limits">What the tenants' sections say about limits, by tenant id.</param>
    public static TenantDirectory Read(
        ConfigurationSection section,
        IReadOnlyList<Tenant> additional,
        GeneralLimits general,
        out IReadOnlyDictionary<string, TenantLimits> limits)
    {
        var limitsById = new Dictionary<string, TenantLimits>(StringComparer.Ordinal);
        var keys = new ApiKeySection();
        var tenants = new List<Tenant>();
        foreach (var entry in section.Entries())
        {
            if (!Identifier.IsValid(entry.Name))
            {
                entry.Error($"is no tenant id, which {Identifier.Rule}");
            }

            var tenant = entry.Section();
            ConfigurationSection[] apiKeys = [.. tenant.Items("apiKeys").Select(item => item.Section())];
            tenants.Add(ReadTenant(tenant, apiKeys, keys));
            limitsById.TryAdd(entry.Name, TenantLimitsSection.Read(tenant, apiKeys, general));
        }

        limits = limitsById;

        EnvironmentTenant.Merge(tenants, section.Environment, keys);
        tenants.AddRange(additional.Where(tenant => tenants.TrueForAll(configured => configured.Id != tenant.Id)));
        if (tenants.Count == 0)
        {
            section.Notice("none is configured, so every request is refused; set TOLLGATE_API_KEY or add one");
        }

        return new TenantDirectory(tenants);
    }

    private static Tenant ReadTenant(ConfigurationSection section, IEnumerable<ConfigurationSection> keySections, ApiKeySection keys)
    {
        var apiKeys = keySections.Select(keys.Read).OfType<ApiKey>().ToArray();
        if (apiKeys.Select(key => key.Id).Distinct(StringComparer.Ordinal).Count() < apiKeys.Length)
        {
            section.Error("apiKeys", "has the same id twice; ids must be unique within a tenant");
        }

        return new Tenant
        {
            Id = section.Name,
            Name = section.Text("name"),
            ApiKeys = apiKeys,
            MaxTokensClamping = ReadClamping(section.Section("maxTokensClamping")),
            RequiresVerifiedUser = section.OneOf("userIdentity", UserIdentities) == "verified",
            AllowedRegions = [.. section.Items("allowedRegions").Select(item => item.Text()).OfType<string>()],
            DropsUnsupportedParameters = section.OneOf("unsupportedParameters", UnsupportedParameters) == "drop",
        };
    }

    private static MaxTokensClamping ReadClamping(ConfigurationSection section) => new(
        section.Flag("enabled") ?? true,
        section.Integer("minimum", 1, 1_000_000) ?? MaxTokensClamping.DefaultMinimum);
}
