using Tollgate.Configuration.Profiles;
using Tollgate.Configuration.Reading;
using Tollgate.Secrets;

namespace Tollgate.Configuration.Sections;

/// <summary>Reads where a provider is and which key opens it. Missing ones are no errors while it is disabled.</summary>
internal static class ProviderConnection
{
    private const string Key = "key";
    private const string EntraId = "entra";

    public static Uri? ReadBaseUrl(ConfigurationSection section, ProviderProfile profile, AwsOptions? aws, bool isEnabled, bool isDated)
    {
        var fromFile = section.Text("baseUrl");
        if (profile.Type == ProviderProfiles.Demo)
        {
            if (fromFile is not null)
            {
                section.Error("baseUrl", "has no meaning for the demo, which answers by itself; remove it");
            }

            return null;
        }

        var environment = section.Environment;
        var variable = fromFile is null ? environment.FirstSet(profile.AddressVariable) : null;
        var given = fromFile ?? (variable is null ? DefaultOf(profile, aws, environment) : environment.Text(variable));
        if (given is null)
        {
            if (isEnabled)
            {
                section.Error("baseUrl", $"is missing; {HowToSetAddress(section, profile)}");
            }

            return null;
        }

        var address = ProviderAddress.Resolve(profile, given, isDated);
        if (address is not null)
        {
            return address;
        }

        if (variable is null)
        {
            section.Error("baseUrl", ProviderAddress.Rule);
        }
        else
        {
            environment.Error(variable, ProviderAddress.Rule);
        }

        return null;
    }

    public static string? ReadApiKey(ConfigurationSection section, ProviderProfile profile, AwsOptions? aws, bool isEnabled)
    {
        var value = section.Find("apiKey");
        var key = isEnabled ? value?.Secret() : value?.Text();
        if (SignsInByEntraId(section, profile, hasKey: key is not null))
        {
            return null;
        }

        var variable = key is null ? section.Environment.FirstSet([.. profile.KeyVariables]) : null;
        if (variable is not null)
        {
            key = isEnabled ? section.Environment.Secret(variable) : section.Environment.Text(variable);
        }

        if (key is null)
        {
            var needsKey = profile is { NeedsKey: true, OffersEntraId: false } && aws?.Credentials is null;
            if (variable is null && isEnabled && (needsKey || WantsKey(section)))
            {
                section.Error("apiKey", $"is missing; set the variable {profile.KeyVariables[0]}, or \"enabled\": false");
            }

            return null;
        }

        if (variable is not null && !Secret.IsValid(key))
        {
            section.Environment.Error(variable, Secret.Rule);
        }
        else if (!Secret.IsValid(key))
        {
            section.Error("apiKey", Secret.Rule);
        }

        if (value?.Literal is { } literal && VariableReference.IsLiteral(literal) && !SecretReference.IsMeantBy(literal))
        {
            section.Notice(
                "apiKey", "is written in the file; a reference such as \"${MY_API_KEY}\" or \"keyvault://my-key\" keeps it out of backups and repositories");
        }

        return key;
    }

    /// <summary>Told to; where nothing is said, an absent key decides.</summary>
    private static bool SignsInByEntraId(ConfigurationSection section, ProviderProfile profile, bool hasKey)
    {
        var auth = section.OneOf("auth", [Key, EntraId]);
        if (auth is not null && !profile.OffersEntraId)
        {
            section.Error("auth", "is for providers of type azure-openai only; remove it");
        }

        if (auth != EntraId)
        {
            return false;
        }

        if (hasKey)
        {
            section.Error("apiKey", $"is not used with \"auth\": \"{EntraId}\"; remove one of them");
        }

        return true;
    }

    private static bool WantsKey(ConfigurationSection section) => section.Find("auth")?.Text() == Key;

    private static string? DefaultOf(ProviderProfile profile, AwsOptions? aws, EnvironmentVariables environment) =>
        profile.BaseUrl is null ? null : VariableReference.Expand(profile.BaseUrl.Replace("{region}", aws?.Region, StringComparison.Ordinal), environment, out _);

    private static string HowToSetAddress(ConfigurationSection section, ProviderProfile profile) =>
        profile.AddressVariable is { } variable
            ? $"set it or the variable {variable}"
            : "a custom provider needs one (types with an address of their own: see \"type\")"
                + NameSuggestion.For(section.Name, ProviderProfiles.Types);
}
