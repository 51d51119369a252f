using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Tollgate.Configuration.Profiles;
using Tollgate.FunctionApp.Entities;

namespace Tollgate.Tests.Settings;

/// <summary>The settings that the code and the platform under it read.</summary>
internal static partial class ReadSettings
{
    /// <summary>Read by the Functions host or by a library that the app uses, not by a line of ours.</summary>
    private static readonly string[] OfPlatform =
    [
        "APPLICATIONINSIGHTS_CONNECTION_STRING", // the host's telemetry
        "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", // by identity, since local authentication is off
        "AZURE_CLIENT_ID", // Azure.Identity: which of the app's identities
        "AzureWebJobsDisableHomepage", // else "/" is the host's own page
        "AzureWebJobsStorage__credential",
        "AzureWebJobsStorage__clientId",
        "AzureWebJobsStorage__blobServiceUri",
        "AzureWebJobsStorage__queueServiceUri",
        "AzureWebJobsStorage__tableServiceUri",
    ];

    private const string HostOverride = "AzureFunctionsJobHost__extensions__durableTask__storageProvider__";

    /// <summary>What somebody reads.</summary>
    public static IReadOnlySet<string> All { get; } = new HashSet<string>(
        [.. OfPlatform, .. OfSources, .. OfHostJson, .. EntitySwitches, .. HostOverrides], StringComparer.Ordinal);

    /// <summary>Without these the app does not work as it is meant to on Azure.</summary>
    public static IReadOnlySet<string> Needed { get; } = new HashSet<string>(
        [.. OfPlatform.Except(["AzureWebJobsStorage__queueServiceUri", "AzureWebJobsStorage__tableServiceUri"]), .. AskedByFunctionApp, .. OfHostJson, "ENVIRONMENT", "TOLLGATE_API_KEY"],
        StringComparer.Ordinal);

    /// <summary>One for each function that has an entity trigger: switched off where another region runs the entities.</summary>
    public static IEnumerable<string> EntitySwitches =>
        from method in typeof(AccountEntity).Assembly.GetTypes().SelectMany(type => type.GetMethods())
        where method.GetParameters().Any(parameter => parameter.GetCustomAttribute<EntityTriggerAttribute>() is not null)
        select $"AzureWebJobs_{method.GetCustomAttribute<FunctionAttribute>()!.Name}_Disabled";

    public static IEnumerable<string> ProviderKeys => ProviderProfiles.All.SelectMany(profile => profile.KeyVariables);

    public static JsonNode HostJson => JsonNode.Parse(Repository.Read("host.json"))!;

    /// <summary>Names in <c>%percent signs%</c>, and of connections.</summary>
    public static IEnumerable<string> OfHostJson =>
    [
        .. PercentName().Matches(Repository.Read("host.json")).Select(match => match.Groups["name"].Value),
        (string)HostJson["extensions"]!["durableTask"]!["storageProvider"]!["connectionStringName"]!,
    ];

    /// <summary>Settings of the host that the settings of the app may put others over.</summary>
    private static IEnumerable<string> HostOverrides =>
        new[] { "type", "connectionStringName", "maxQueuePollingInterval" }.Select(name => HostOverride + name);

    /// <summary>Every literal in the sources that has the form of a variable's name.</summary>
    private static IEnumerable<string> OfSources =>
        from folder in new[] { "src/Shared", "src/FunctionApp" }
        from file in Repository.Files(folder, "*.cs")
        from Match match in VariableName().Matches(Repository.Read(file))
        select match.Groups["name"].Value;

    private static IEnumerable<string> AskedByFunctionApp =>
        from file in Repository.Files("src/FunctionApp", "*.cs")
        from Match match in Indexer().Matches(Repository.Read(file))
        select match.Groups["name"].Value;

    [GeneratedRegex("\"(?<name>[A-Z][A-Z0-9]*(_[A-Z0-9]+)+|ENVIRONMENT)\"")]
    private static partial Regex VariableName();

    [GeneratedRegex("(settings|configuration|Configuration)\\[\"(?<name>[A-Z0-9_]+)\"\\]")]
    private static partial Regex Indexer();

    [GeneratedRegex("%(?<name>\\w+)%")]
    private static partial Regex PercentName();
}
