using System.Xml.Linq;
using Tollgate.Tests.Bicep;
using Tollgate.Tests.Bicep.Syntax;

namespace Tollgate.Tests.Identity;

/// <summary>The app's identity may do what its packages do with it, and nothing is forgotten when a package is added.</summary>
public sealed class RoleTests
{
    [Fact]
    public void Packages_EveryOneOfAzure_IsInTheTable() =>
        Assert.DoesNotContain(AzurePackages(), package => DataPlaneClient.Known.All(client => client.Package != package));

    [Fact]
    public void Deployment_Roles_CoverEveryDataPlaneCall()
    {
        var needed = DataPlaneClient.Known.Where(client => AzurePackages().Contains(client.Package)).SelectMany(client => client.Roles)
            .Concat(DataPlaneClient.OfPlatform);

        Assert.DoesNotContain(needed, role => !RoleAssignments.OfApp.Contains(role));
    }

    [Fact]
    public void Deployment_Roles_AreNoOthers()
    {
        var known = DataPlaneClient.Known.SelectMany(client => client.Roles).Concat(DataPlaneClient.OfPlatform).ToHashSet();

        Assert.DoesNotContain(RoleAssignments.OfApp, role => !known.Contains(role));
    }

    [Fact]
    public void Redis_AppIdentity_HasAnAccessPolicy()
    {
        var redis = Template.Deployment.Files["modules/redis.bicep"];
        var assignment = redis.Find<ResourceDeclaration>("access")!;

        Assert.StartsWith("Microsoft.Cache/redisEnterprise/databases/accessPolicyAssignments@", assignment.Type, StringComparison.Ordinal);
        Assert.Contains(assignment.SelfAndDescendants(), node => node is NameExpression { Name: "principalId" });
    }

    private static string[] AzurePackages() =>
    [
        .. from project in Repository.Files("src/FunctionApp", "*.csproj").Concat(Repository.Files("src/Shared", "*.csproj"))
           from reference in XDocument.Parse(Repository.Read(project)).Descendants("PackageReference")
           let name = (string)reference.Attribute("Include")!
           where name.StartsWith("Azure.", StringComparison.Ordinal) || name.StartsWith("Microsoft.Azure.", StringComparison.Ordinal)
               || name.Contains("StackExchangeRedis", StringComparison.Ordinal)
           select name,
    ];
}
