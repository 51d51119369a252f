using System.Text.Json.Nodes;
using Tollgate.Tests.Bicep;
using Tollgate.Tests.Bicep.Syntax;

namespace Tollgate.Tests.Settings;

/// <summary>What the template sets and what the code reads are one list.</summary>
public sealed class SettingsTests
{
    [Fact]
    public void Deployment_EverySettingThatIsSet_IsRead() =>
        Assert.DoesNotContain(DeployedSettings.All, name => !ReadSettings.All.Contains(name));

    [Fact]
    public void Deployment_EverySettingThatIsNeeded_IsSet() =>
        Assert.DoesNotContain(ReadSettings.Needed, name => !DeployedSettings.Always.Contains(name) && !DeployedSettings.OfScheduler.Contains(name));

    [Fact]
    public void SecondRegion_EveryEntity_IsSwitchedOff() =>
        Assert.Equal(ReadSettings.EntitySwitches.Order(), DeployedSettings.OfClient.Order());

    [Fact]
    public void HostJson_Backend_IsTheTemplatesDefault()
    {
        var type = (string?)ReadSettings.HostJson["extensions"]!["durableTask"]!["storageProvider"]!["type"];
        var standard = (StringExpression)Template.Deployment.Main.Find<ParameterDeclaration>("durableBackend")!.Default!;

        Assert.Equal("azureManaged", type);
        Assert.Equal("scheduler", standard.Text);
    }

    /// <summary>Local settings put the storage emulator in the scheduler's place; a deployment on storage has to do the same.</summary>
    [Fact]
    public void LocalSettings_DurableBackend_IsOverriddenAsInADeploymentOnStorage()
    {
        var local = JsonNode.Parse(Repository.Read("local.settings.sample.json"))!["Values"]!.AsObject();

        var overrides = DeployedSettings.OfStorage.Where(name => name.StartsWith("AzureFunctionsJobHost", StringComparison.Ordinal));
        Assert.All(overrides, name => Assert.True(local.ContainsKey(name), name));
    }

    [Fact]
    public void Hooks_ProviderKeys_AreThoseThatTheCodeReads() =>
        Assert.Equal(
            ReadSettings.ProviderKeys.Order(),
            Repository.Read("scripts/azd/provider-keys.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries).Order());
}
