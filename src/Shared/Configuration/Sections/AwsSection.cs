using System.Text.RegularExpressions;
using Tollgate.Configuration.Profiles;
using Tollgate.Configuration.Reading;

namespace Tollgate.Configuration.Sections;

/// <summary>Reads what only a provider of AWS's has: a region, whose inference profiles to use, and keys to sign with.</summary>
internal static partial class AwsSection
{
    private const string DefaultRegion = "us-east-1";
    private const string NoProfile = "none";
    private const string AccessKeyVariable = "AWS_ACCESS_KEY_ID";
    private const string SecretKeyVariable = "AWS_SECRET_ACCESS_KEY";

    private static readonly string[] Geographies = ["us", "us-gov", "ca", "eu", "apac", "jp", "au", "global", NoProfile];

    /// <returns>Null for providers that are not AWS's.</returns>
    public static AwsOptions? Read(ConfigurationSection section, ProviderProfile profile)
    {
        var told = section.Text("region");
        var geography = section.OneOf("inferenceProfile", Geographies);
        if (!profile.IsAws)
        {
            if (geography is not null)
            {
                section.Error("inferenceProfile", "is for providers of type bedrock only; remove it");
            }

            return null;
        }

        if (told is not null && !Region().IsMatch(told))
        {
            section.Error("region", "must be a region such as eu-central-1");
        }

        var region = told ?? OfAddress(section.Text("baseUrl")) ?? OfEnvironment(section.Environment) ?? DefaultRegion;
        return new AwsOptions
        {
            Region = region,
            Geography = geography == NoProfile ? null : geography ?? InferenceProfile.GeographyOf(region),
            Credentials = ReadCredentials(section.Environment),
        };
    }

    /// <summary>The variable by which the environment gives credentials, if it gives all that is needed.</summary>
    public static string? CredentialVariable(EnvironmentVariables environment, ProviderProfile profile) =>
        profile.IsAws && ReadCredentials(environment) is not null ? AccessKeyVariable : null;

    private static AwsCredentials? ReadCredentials(EnvironmentVariables environment) =>
        environment.Text(AccessKeyVariable) is { } id && environment.Secret(SecretKeyVariable) is { } secret
            ? new AwsCredentials(id, secret, environment.Secret("AWS_SESSION_TOKEN"))
            : null;

    private static string? OfEnvironment(EnvironmentVariables environment)
    {
        var variable = environment.FirstSet("AWS_REGION", "AWS_DEFAULT_REGION");
        if (variable is null || environment.Text(variable) is not { } region)
        {
            return null;
        }

        if (!Region().IsMatch(region))
        {
            environment.Error(variable, "must be a region such as eu-central-1");
        }

        return region;
    }

    private static string? OfAddress(string? address) =>
        address is not null && RegionOfHost().Match(address) is { Success: true } match ? match.Groups["region"].Value : null;

    [GeneratedRegex(@"^[a-z]{2}(-[a-z]+)+-\d+\z")]
    private static partial Regex Region();

    [GeneratedRegex(@"bedrock-runtime(?:-fips)?\.(?<region>[a-z]{2}(?:-[a-z]+)+-\d+)\.")]
    private static partial Regex RegionOfHost();
}
