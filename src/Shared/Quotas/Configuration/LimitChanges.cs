using Tollgate.Configuration;

namespace Tollgate.Quotas.Configuration;

/// <summary>Tells whether two configurations limit anyone differently who is in both.</summary>
internal static class LimitChanges
{
    public static bool IsSame(GatewayConfiguration before, GatewayConfiguration after) =>
        before.AlertThresholds.SequenceEqual(after.AlertThresholds)
        && Definitions(before, after).SequenceEqual(Definitions(after, before));

    /// <summary>The revision is left out, for it is another one after every edit, and so are the thresholds, which are compared by themselves.</summary>
    private static IEnumerable<QuotaDefinition> Definitions(GatewayConfiguration of, GatewayConfiguration other)
    {
        const string anyOther = "";
        var tenants = of.Tenants.Tenants.Keys.Where(other.Tenants.Tenants.ContainsKey).Order(StringComparer.Ordinal).Prepend(anyOther);
        var deployments = of.Models.Values.SelectMany(model => model.Deployments).Select(deployment => deployment.Id)
            .Concat(of.Providers.Keys)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
        return of.Quotas.Total
            .Concat(tenants.SelectMany(tenant => of.Quotas.OfTenant(tenant).Concat(of.Quotas.OfUser(tenant, anyOther))))
            .Concat(deployments.SelectMany(of.Quotas.OfDeployment))
            .Select(definition => definition with { Revision = 0, AlertThresholds = [] });
    }
}
