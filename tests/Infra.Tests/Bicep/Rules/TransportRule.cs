using Tollgate.Tests.Bicep.Syntax;

namespace Tollgate.Tests.Bicep.Rules;

/// <summary>Where a resource can be told to be careful, it is: HTTPS only, TLS 1.2, no keys, no anonymous reading.</summary>
internal sealed class TransportRule : IHouseRule
{
    private static readonly Dictionary<string, (string Path, object Value)[]> Demands = new(StringComparer.Ordinal)
    {
        ["Microsoft.Web/sites"] =
            [("httpsOnly", true), ("siteConfig.minTlsVersion", "1.2"), ("siteConfig.scmMinTlsVersion", "1.2"), ("siteConfig.ftpsState", "Disabled")],
        ["Microsoft.Storage/storageAccounts"] =
            [("allowSharedKeyAccess", false), ("allowBlobPublicAccess", false), ("minimumTlsVersion", "TLS1_2"), ("supportsHttpsTrafficOnly", true)],
        ["Microsoft.KeyVault/vaults"] = [("enableRbacAuthorization", true), ("enableSoftDelete", true), ("enablePurgeProtection", true)],
        ["Microsoft.Cache/redisEnterprise"] = [("minimumTlsVersion", "1.2")],
        ["Microsoft.Cache/redisEnterprise/databases"] = [("accessKeysAuthentication", "Disabled"), ("clientProtocol", "Encrypted")],
        ["Microsoft.CognitiveServices/accounts"] = [("disableLocalAuth", true)],
        ["Microsoft.Insights/components"] = [("DisableLocalAuth", true)],
        ["Microsoft.Cdn/profiles/customDomains"] = [("tlsSettings.minimumTlsVersion", "TLS12")],
        ["Microsoft.Cdn/profiles/afdEndpoints/routes"] = [("forwardingProtocol", "HttpsOnly")],
    };

    public IEnumerable<string> Check(TemplateFile file, Template template)
    {
        foreach (var resource in file.Syntax.Resources.Where(resource => !resource.IsExisting))
        {
            foreach (var (path, value) in Demands.GetValueOrDefault(resource.Type.Split('@')[0], []))
            {
                if (!value.Equals(ValueAt(resource.Body["properties"], path)))
                {
                    yield return file.At(resource, $"{resource.Name} has to set {path} to {value}");
                }
            }
        }
    }

    private static object? ValueAt(Expression? node, string path)
    {
        foreach (var name in path.Split('.'))
        {
            node = (node as ObjectExpression)?[name];
        }

        return node switch
        {
            Literal literal => literal.Value,
            StringExpression text => text.Text,
            _ => null,
        };
    }
}
