using Microsoft.Extensions.Configuration;
using Tollgate.Configuration;
using Tollgate.Pricing;
using Tollgate.Quotas;
using Tollgate.Settlement;

namespace Tollgate.FunctionApp.Hosting;

/// <summary>The gateway's home on Azure Functions: settings from the app, files from its package, state in Durable Entities.</summary>
internal static class FunctionAppHome
{
    public static GatewayHome Create(IConfiguration settings) => new()
    {
        Configuration = _ => new ConfigurationInputs
        {
            FilePath = settings["TOLLGATE_CONFIG"] is { Length: > 0 } file ? file : Path.Combine(AppContext.BaseDirectory, "gateway.json"),
            IsFileRequired = settings["TOLLGATE_CONFIG"] is { Length: > 0 },
            Environment = settings.AsEnvironment(),
            EnvironmentAsOf = TimeProvider.System.GetUtcNow(),
            Catalogue = ModelCatalogue.Default,
        },
        Usage = UsageLedgerOptions.FunctionApp,
        Quotas = QuotaOptions.FunctionApp,
    };
}
