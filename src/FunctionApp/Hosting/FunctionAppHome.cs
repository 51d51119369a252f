using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tollgate.Configuration;
using Tollgate.FunctionApp.Configuration;
using Tollgate.Pricing;
using Tollgate.Quotas;
using Tollgate.Settlement;

namespace Tollgate.FunctionApp.Hosting;

/// <summary>The gateway's home on Azure Functions: settings from the app, files from its package or a blob, state in Durable Entities.</summary>
internal static class FunctionAppHome
{
    public static GatewayHome Create(IConfiguration settings) => new()
    {
        Configuration = services => new ConfigurationInputs
        {
            FilePath = FileOf(settings, services.GetService<ConfigurationBlob>()),
            IsFileRequired = settings["TOLLGATE_CONFIG"] is { Length: > 0 },
            EnvironmentAsOf = TimeProvider.System.GetUtcNow(),
            Environment = settings.AsEnvironment().WithoutUnresolved(services.GetRequiredService<ILogger<ConfigurationInputs>>()),
            Catalogue = ModelCatalogue.Default,
        },
        Usage = UsageLedgerOptions.FunctionApp,
        Quotas = QuotaOptions.FunctionApp,
    };

    private static string FileOf(IConfiguration settings, ConfigurationBlob? blob)
    {
        if (blob is not null)
        {
            blob.Open();
            return blob.FilePath;
        }

        return settings["TOLLGATE_CONFIG"] is { Length: > 0 } file ? file : Path.Combine(AppContext.BaseDirectory, "gateway.json");
    }
}
