namespace Tollgate.Tests.Bicep.Rules;

/// <summary>
/// Each resource type has the one API version that its properties were checked against: a newer one may rename them, and the
/// compiler only warns.
/// </summary>
internal sealed class ApiVersionRule : IHouseRule
{
    private static readonly Dictionary<string, string> Versions = new(StringComparer.Ordinal)
    {
        ["Microsoft.Authorization/roleAssignments"] = "2022-04-01",
        ["Microsoft.Cache/redisEnterprise"] = "2025-07-01",
        ["Microsoft.Cache/redisEnterprise/databases"] = "2025-07-01",
        ["Microsoft.Cache/redisEnterprise/databases/accessPolicyAssignments"] = "2025-07-01",
        ["Microsoft.Cdn/profiles"] = "2025-06-01",
        ["Microsoft.Cdn/profiles/afdEndpoints"] = "2025-06-01",
        ["Microsoft.Cdn/profiles/afdEndpoints/routes"] = "2025-06-01",
        ["Microsoft.Cdn/profiles/customDomains"] = "2025-06-01",
        ["Microsoft.Cdn/profiles/originGroups"] = "2025-06-01",
        ["Microsoft.Cdn/profiles/originGroups/origins"] = "2025-06-01",
        ["Microsoft.CognitiveServices/accounts"] = "2025-09-01",
        ["Microsoft.CognitiveServices/accounts/deployments"] = "2025-09-01",
        ["Microsoft.DurableTask/schedulers"] = "2026-02-01",
        ["Microsoft.DurableTask/schedulers/taskHubs"] = "2026-02-01",
        ["Microsoft.Insights/actionGroups"] = "2023-01-01",
        ["Microsoft.Insights/components"] = "2020-02-02",
        ["Microsoft.Insights/diagnosticSettings"] = "2021-05-01-preview", // The only one that there is.
        ["Microsoft.Insights/metricAlerts"] = "2018-03-01",
        ["Microsoft.Insights/scheduledQueryRules"] = "2026-03-01",
        ["Microsoft.Insights/webtests"] = "2022-06-15",
        ["Microsoft.Insights/workbooks"] = "2023-06-01",
        ["Microsoft.KeyVault/vaults"] = "2025-05-01",
        ["Microsoft.ManagedIdentity/userAssignedIdentities"] = "2024-11-30",
        ["Microsoft.Network/privateDnsZones"] = "2024-06-01",
        ["Microsoft.Network/privateDnsZones/virtualNetworkLinks"] = "2024-06-01",
        ["Microsoft.Network/privateEndpoints"] = "2025-05-01",
        ["Microsoft.Network/privateEndpoints/privateDnsZoneGroups"] = "2025-05-01",
        ["Microsoft.Network/virtualNetworks"] = "2025-05-01",
        ["Microsoft.OperationalInsights/workspaces"] = "2025-07-01",
        ["Microsoft.Resources/resourceGroups"] = "2025-04-01",
        ["Microsoft.Storage/storageAccounts"] = "2025-06-01",
        ["Microsoft.Storage/storageAccounts/blobServices"] = "2025-06-01",
        ["Microsoft.Storage/storageAccounts/managementPolicies"] = "2025-06-01",
        ["Microsoft.Web/serverfarms"] = "2025-03-01",
        ["Microsoft.Web/sites"] = "2025-03-01",
    };

    public IEnumerable<string> Check(TemplateFile file, Template template)
    {
        // A child declared in its parent's body has the parent's version.
        var children = file.Syntax.Resources.SelectMany(resource => resource.Body.Resources).ToHashSet();
        foreach (var resource in file.Syntax.Resources.Where(resource => !children.Contains(resource)))
        {
            var (type, version) = resource.Type.Split('@') is [var before, var after] ? (before, after) : (resource.Type, "none");
            if (Versions.GetValueOrDefault(type) != version)
            {
                yield return file.At(resource, $"{type} has the API version {version}, not {Versions.GetValueOrDefault(type) ?? "one of the list"}");
            }
        }

        foreach (var child in children.Where(child => child.Type.Contains('@', StringComparison.Ordinal)))
        {
            yield return file.At(child, $"{child.Type} has a version of its own");
        }
    }
}
