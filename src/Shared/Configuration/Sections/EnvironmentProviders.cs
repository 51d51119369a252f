using Tollgate.Configuration.Profiles;
using Tollgate.Configuration.Reading;

namespace Tollgate.Configuration.Sections;

/// <summary>Finds the providers that only the environment speaks of, and serves their default models.</summary>
internal static class EnvironmentProviders
{
    /// <param name="reading">The pass that the providers' defaults are read in.</param>
    /// <param name="fromFile">A type or name that the file has is left alone: the file says all about it.</param>
    /// <param name="builder">Makes the deployments.</param>
    /// <param name="implicitDemo">Add the demo when nothing else is enabled.</param>
    public static IReadOnlyList<ConfiguredProvider> Read(
        ConfigurationReading reading, IReadOnlyList<ConfiguredProvider> fromFile, DeploymentBuilder builder, bool implicitDemo)
    {
        var providers = new List<ConfiguredProvider>();
        foreach (var profile in ProviderProfiles.All.Where(profile => !IsIn(fromFile, profile)))
        {
            if (profile.Switch is not { } toggle || reading.Environment.Flag(toggle) == false)
            {
                continue;
            }

            var isFirst = !fromFile.Concat(providers).Any(provider => provider.IsEnabled);
            var isImplied = profile.Type == ProviderProfiles.Demo && implicitDemo && isFirst;
            if ((isImplied || IsAskedFor(reading.Environment, profile)) && HasModels(reading, profile, builder))
            {
                providers.Add(Serve(reading, profile, builder));
            }
        }

        return providers;
    }

    private static bool IsIn(IReadOnlyList<ConfiguredProvider> providers, ProviderProfile profile) =>
        providers.Any(provider => provider.Options.Type == profile.Type || provider.Options.Name == profile.Type);

    private static bool IsAskedFor(EnvironmentVariables environment, ProviderProfile profile)
    {
        var keyVariable = environment.FirstSet([.. profile.KeyVariables]) ?? AwsSection.CredentialVariable(environment, profile);
        var addressVariable = environment.FirstSet(profile.AddressVariable);
        var isSwitchedOn = environment.Flag(profile.Switch!) == true;
        var missing =
            profile.NeedsKey && !profile.OffersEntraId && keyVariable is null ? profile.KeyVariables[0]
            : profile.BaseUrl is null && addressVariable is null ? profile.AddressVariable
            : null;
        var asking = addressVariable ?? keyVariable ?? (isSwitchedOn ? profile.Switch : null);
        if (asking is null || missing is null || profile.Type == ProviderProfiles.Demo)
        {
            return asking is not null;
        }

        environment.Notice(asking, $"is set, but {missing} is not, so {profile.Type} is not served");
        return false;
    }

    private static bool HasModels(ConfigurationReading reading, ProviderProfile profile, DeploymentBuilder builder)
    {
        if (profile.IsWildcard || builder.DefaultsOf(profile, "").Count > 0)
        {
            return true;
        }

        reading.Findings.Notice(
            $"providers.{profile.Type}", "is not served: it has no default models; list some in the configuration file");
        return false;
    }

    private static ConfiguredProvider Serve(ConfigurationReading reading, ProviderProfile profile, DeploymentBuilder builder)
    {
        var section = reading.OpenAbsent(ConfigurationPath.Root.Member("providers").Entry(profile.Type));
        var provider = ProviderSection.Read(section, builder);
        var models =
            provider.IsWildcard ? $"serves any of its models as {profile.Type}/<model>"
            : profile.NamesDeployments ? $"serves {provider.Models.Count} default models, each from a deployment of the model's name"
            : $"serves {provider.Models.Count} default models";
        var how = provider.Options.UsesEntraId ? "configured by the environment, signing in by Entra ID" : "configured by the environment";
        reading.Findings.Notice(section.Path.Text, $"{models} ({how})");
        return provider;
    }
}
