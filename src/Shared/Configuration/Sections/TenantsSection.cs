using Tollgate.Auth;
using Tollgate.Configuration.Reading;

namespace Tollgate.Configuration.Sections;

/// <summary>Reads <c>tenants</c>, and adds the tenant of TOLLGATE_API_KEY and the home's own.</summary>
internal static class TenantsSection
{
    private static readonly string[] UserIdentities = ["any", "verified"];

    public static TenantDirectory Read(ConfigurationSection section, IReadOnlyList<Tenant> additional)
    {
        var keys = new ApiKeySection();
        var tenants = new List<Tenant>();
        foreach (var entry in section.Entries())
        {
            if (!Identifier.IsValid(entry.Name))
            {
                entry.Error($"is no tenant id, which {Identifier.Rule}");
            }

            tenants.Add(ReadTenant(entry.Section(), keys));
        }

        EnvironmentTenant.Merge(tenants, section.Environment, keys);
        tenants.AddRange(additional.Where(tenant => tenants.TrueForAll(configured => configured.Id != tenant.Id)));
        if (tenants.Count == 0)
        {
            section.Notice("none is configured, so every request is refused; set TOLLGATE_API_KEY or add one");
        }

        return new TenantDirectory(tenants);
    }

    private static Tenant ReadTenant(ConfigurationSection section, ApiKeySection keys)
    {
        var apiKeys = section.Items("apiKeys").Select(item => keys.Read(item.Section())).OfType<ApiKey>().ToArray();
        if (apiKeys.Select(key => key.Id).Distinct(StringComparer.Ordinal).Count() < apiKeys.Length)
        {
            section.Error("apiKeys", "has the same id twice; ids must be unique within a tenant");
        }

        return new Tenant
        {
            Id = section.Name,
            Name = section.Text("name"),
            ApiKeys = apiKeys,
            RequiresVerifiedUser = section.OneOf("userIdentity", UserIdentities) == "verified",
        };
    }
}
