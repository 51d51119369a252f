using System.Text.RegularExpressions;
using Tollgate.Configuration.Profiles;
using Tollgate.Configuration.Reading;

namespace Tollgate.Configuration.Sections;

/// <summary>Reads <c>providers.&lt;name&gt;</c>. What it leaves out comes from the environment and then from its profile.</summary>
internal static partial class ProviderSection
{
    public static ConfiguredProvider Read(ConfigurationSection section, DeploymentBuilder builder)
    {
        var profile = ReadProfile(section);
        var isEnabled = (section.Flag("enabled") ?? true) && !IsSwitchedOff(section, profile);
        var apiVersion = ReadApiVersion(section, profile);
        var defaults = new ProviderOptions { Name = section.Name, Type = profile.Type, Wire = profile.Wire };
        var aws = AwsSection.Read(section, profile);
        var apiKey = ProviderConnection.ReadApiKey(section, profile, aws, isEnabled);
        var baseUrl = ProviderConnection.ReadBaseUrl(section, profile, aws, isEnabled, isDated: apiVersion is not null);
        var options = defaults with
        {
            BaseUrl = baseUrl,
            ApiKey = apiKey,
            UsesEntraId = profile.OffersEntraId && apiKey is null,
            Quirks = profile.Quirks,
            Aws = aws,
            SendsApiKeyHeader = profile.SendsApiKeyHeader,
            ApiVersion = apiVersion,
            TimeoutSeconds = section.Integer("timeoutSeconds", 1, 3600) ?? defaults.TimeoutSeconds,
            Region = aws?.Region ?? section.Text("region"),
            HealthCheck = HealthCheckSection.Read(section.Section("healthCheck"), baseUrl),
            MaxRetries = section.Integer("maxRetries", 0, 10),
            StreamIdleTimeoutSeconds = section.Integer("streamIdleTimeoutSeconds", 1, 3600) ?? defaults.StreamIdleTimeoutSeconds,
        };
        var limits = RatesSection.Read(section.Section("rateLimit"));
        var entries = ModelListSection.Read(section);
        var listsModels = section.Find("models") is not null || section.Find("deployments") is not null;
        if (!isEnabled || (!listsModels && profile.IsWildcard))
        {
            return new ConfiguredProvider { Options = options, IsEnabled = isEnabled, IsWildcard = isEnabled, Limits = limits };
        }

        if (!listsModels)
        {
            entries = builder.DefaultsOf(profile, section.Path.Text);
        }

        ServedModel[] models = [.. entries.Select(entry => builder.Build(profile, options, entry))];
        CheckList(section, entries, models);
        return new ConfiguredProvider
        {
            Options = options,
            IsEnabled = true,
            Models = models,
            Limits = limits,
        };
    }

    private static ProviderProfile ReadProfile(ConfigurationSection section)
    {
        var type = section.OneOf("type", ProviderProfiles.Types);
        return ProviderProfiles.ByType.GetValueOrDefault(type ?? section.Name) ?? ProviderProfiles.ByType[ProviderProfiles.Custom];
    }

    private static bool IsSwitchedOff(ConfigurationSection section, ProviderProfile profile) =>
        profile.Switch is not null && section.Environment.Flag(profile.Switch) == false;

    private static string? ReadApiVersion(ConfigurationSection section, ProviderProfile profile)
    {
        var version = section.Text("apiVersion");
        if (version is null)
        {
            return null;
        }

        if (profile.AddressRule != AddressRule.AzureResource)
        {
            section.Error("apiVersion", "is for providers of type azure-openai only; remove it");
        }
        else if (!DatedVersion().IsMatch(version))
        {
            section.Error("apiVersion", "must be a date such as 2024-10-21 or 2025-04-01-preview; leave it out for the v1 API");
        }

        return version;
    }

    private static void CheckList(ConfigurationSection section, IReadOnlyList<ModelEntry> entries, IReadOnlyList<ServedModel> models)
    {
        if (entries.Count == 0)
        {
            section.Error("models", "is missing or empty; list the models to serve, as in [\"model-id\"]");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (entry, _) in entries.Zip(models).Where(pair => !seen.Add(pair.Second.Deployment.Id)))
        {
            section.ErrorAt(entry.Path, "lists the same upstream model again; give it a further name under models.<name>.targets");
        }
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}(-preview)?\z")]
    private static partial Regex DatedVersion();
}
