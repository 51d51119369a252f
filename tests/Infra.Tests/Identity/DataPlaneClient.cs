namespace Tollgate.Tests.Identity;

/// <summary>A package that talks to a service of Azure with the app's identity, and what that takes.</summary>
/// <param name="Package">As the project file names it.</param>
/// <param name="Roles">By the type of resource that they must be given on; none where no role is involved.</param>
internal sealed record DataPlaneClient(string Package, params (string ResourceType, string Role)[] Roles)
{
    private const string Storage = "Microsoft.Storage/storageAccounts";

    public static IReadOnlyList<DataPlaneClient> Known { get; } =
    [
        // The host keeps its leases and the packages in blobs.
        new("Microsoft.Azure.Functions.Worker", (Storage, BuiltInRole.BlobDataOwner)),
        new("Microsoft.Azure.Functions.Worker.Sdk"),
        new("Microsoft.Azure.Functions.Worker.Extensions.Http"),
        new("Microsoft.Azure.Functions.Worker.Extensions.Http.AspNetCore"),
        new("Microsoft.Azure.Functions.Worker.Extensions.Timer"),
        new("Microsoft.Azure.Functions.Worker.OpenTelemetry"),
        new("Microsoft.Azure.Functions.Worker.Extensions.DurableTask",
            (Storage, BuiltInRole.BlobDataOwner), (Storage, BuiltInRole.QueueDataContributor), (Storage, BuiltInRole.TableDataContributor)),
        new("Microsoft.Azure.Functions.Worker.Extensions.DurableTask.AzureManaged",
            ("Microsoft.DurableTask/schedulers", BuiltInRole.DurableTaskDataContributor)),
        new("Azure.Identity"),
        new("Azure.Core"),
        new("Azure.Storage.Blobs", (Storage, BuiltInRole.BlobDataOwner)),
        new("Azure.Monitor.OpenTelemetry.Exporter", ("Microsoft.Insights/components", BuiltInRole.MonitoringMetricsPublisher)),
        new("Azure.Security.KeyVault.Secrets", ("Microsoft.KeyVault/vaults", BuiltInRole.KeyVaultSecretsUser)),
        new("Azure.AI.OpenAI", ("Microsoft.CognitiveServices/accounts", BuiltInRole.CognitiveServicesOpenAiUser)),

        // Redis has access policies instead of roles: see the test of its own.
        new("Microsoft.Azure.StackExchangeRedis"),
        new("Microsoft.Extensions.Caching.StackExchangeRedis"),
    ];

    /// <summary>Used by the platform on the app's behalf, whatever the packages: telemetry, references to the vault.</summary>
    public static IReadOnlyList<(string ResourceType, string Role)> OfPlatform { get; } =
    [
        ("Microsoft.Insights/components", BuiltInRole.MonitoringMetricsPublisher),
        ("Microsoft.KeyVault/vaults", BuiltInRole.KeyVaultSecretsUser),
    ];
}
