using Tollgate.Auth;
using Tollgate.Configuration.Reading;

namespace Tollgate.Configuration.Sections;

/// <summary>TOLLGATE_API_KEY: an admin key of the tenant <c>default</c>, for containers that have no file.</summary>
internal static class EnvironmentTenant
{
    private const string Variable = "TOLLGATE_API_KEY";
    private const string TenantId = "default";
    private const string KeyId = "environment";

    public static void Merge(List<Tenant> tenants, EnvironmentVariables environment, ApiKeySection keys)
    {
        if (environment.Secret(Variable) is not { } plain)
        {
            return;
        }

        if (!PlainKey.IsValid(plain))
        {
            environment.Error(Variable, PlainKey.Rule);
            return;
        }

        var key = new ApiKey { Id = KeyId, Sha256 = PlainKey.Hash(plain), IsAdmin = true };
        if (!keys.TryClaim(key.Sha256))
        {
            environment.Error(Variable, "is the same key as one in the configuration file; every key must be one of a kind");
            return;
        }

        var index = tenants.FindIndex(tenant => tenant.Id == TenantId);
        if (index < 0)
        {
            tenants.Add(new Tenant { Id = TenantId, ApiKeys = [key] });
        }
        else if (tenants[index].ApiKeys.Any(existing => existing.Id == KeyId))
        {
            environment.Error(Variable, $"cannot be added: tenants.{TenantId} has a key with the id \"{KeyId}\"; rename it");
        }
        else
        {
            tenants[index] = tenants[index] with { ApiKeys = [.. tenants[index].ApiKeys, key] };
        }
    }
}
