using System.Collections.Frozen;
using System.Text.Json;
using Tollgate.Configuration.Profiles;
using Tollgate.Configuration.Reading;
using Tollgate.Configuration.Sections;
using Tollgate.Quotas.Configuration;

namespace Tollgate.Configuration;

/// <summary>Reads the document section by section. What it returns is to be used only if the pass found no errors.</summary>
internal static class GatewayConfigurationReader
{
    public static GatewayConfiguration Read(ConfigurationReading reading, JsonElement? document, ConfigurationInputs inputs)
    {
        var root = reading.OpenRoot(document);
        root.Text("$schema");
        var vault = KeyVaultSection.Read(root.Section("keyVault"));
        reading.Environment.Secrets.LookUpIn(vault, inputs.Secrets);
        var server = ServerSection.Read(root.Section("server"));
        var logging = LoggingSection.Read(root.Section("logging"));
        var images = ImagesSection.Read(root.Section("images"));

        var priceSection = root.Section("prices");
        var prices = PricesSection.Read(priceSection);
        var builder = new DeploymentBuilder(inputs.Catalogue, prices, reading.Findings);
        var fromFile = ProvidersSection.Read(root.Section("providers"), builder);
        var providers = fromFile.Concat(EnvironmentProviders.Read(reading, fromFile, builder, inputs.ImplicitDemo)).ToArray();
        if (!providers.Any(provider => provider.IsEnabled))
        {
            reading.Findings.Notice("providers", "none is configured, so no model is served; set a provider's key or add one");
        }

        foreach (var slow in providers.Where(provider => provider.IsEnabled && provider.Options.TimeoutSeconds >= server.TimeoutSeconds))
        {
            reading.Findings.Notice(
                $"providers.{slow.Options.Name}.timeoutSeconds",
                $"is {slow.Options.TimeoutSeconds}, no less than server.timeoutSeconds: when the provider hangs, no time is left to ask another one");
        }

        var table = new ModelTable(providers, reading.Findings);
        var modelSection = root.Section("models");
        ModelsSection.Read(modelSection, table);
        PricesSection.ReportUnused(priceSection, prices, table);

        var limits = GeneralLimitsSections.Read(root);
        var tenants = TenantsSection.Read(root.Section("tenants"), inputs.AdditionalTenants, limits, out var tenantLimits);
        var routing = RoutingSection.Read(root.Section("routing"), table, tenants.Tenants.Keys);
        ModelsSection.ReportWithoutExperiment(modelSection, table, routing);
        var circuits = CircuitBreakerSection.Read(root.Section("circuitBreaker"));
        var revision = QuotaRevision.Of(root.Integer("revision", 1, int.MaxValue), inputs.AsOf);
        var quotas = new QuotaCatalogueBuilder(limits, revision, reading.Findings).Build(tenants, tenantLimits, providers);
        var alerts = AlertsSection.Read(root.Section("alerts"));
        UnusedVariables.Report(reading.Environment);
        reading.ReportUnknownMembers();

        var configuration = new GatewayConfiguration
        {
            Server = server,
            Logging = logging,
            Images = images,
            KeyVault = vault,
            Secrets = reading.Environment.Secrets.Used,
            Providers = providers.Where(provider => provider.IsEnabled)
                .ToFrozenDictionary(provider => provider.Options.Name, provider => provider.Options, StringComparer.Ordinal),
            DisabledProviders = [.. providers.Where(provider => !provider.IsEnabled).Select(provider => provider.Options.Name)],
            Models = table.Models,
            ModelOrder = table.Order,
            UnlistedModels = table.UnlistedModels,
            Wildcards = table.Wildcards,
            Patterns = table.Patterns,
            Routing = routing,
            Circuits = circuits,
            Tenants = tenants,
            Quotas = quotas,
            QuotaRevision = revision,
            AlertThresholds = limits.AlertThresholds,
            Alerts = alerts,
        };
        var environment = reading.Environment.Text("ENVIRONMENT");
        return environment is null ? configuration : configuration with { Environment = environment };
    }
}
