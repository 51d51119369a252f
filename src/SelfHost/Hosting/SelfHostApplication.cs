using Tollgate.Analytics;
using Tollgate.Analytics.Experiments;
using Tollgate.Configuration;
using Tollgate.Health;
using Tollgate.Pricing;
using Tollgate.Quotas;
using Tollgate.Quotas.Accounts;
using Tollgate.Routing.Circuits.State;
using Tollgate.SelfHost.Azure;
using Tollgate.SelfHost.Demo;
using Tollgate.SelfHost.Leases;
using Tollgate.SelfHost.State;
using Tollgate.SelfHost.Telemetry;
using Tollgate.Settlement;

namespace Tollgate.SelfHost.Hosting;

/// <summary>The gateway as one process of its own.</summary>
internal static class SelfHostApplication
{
    /// <summary>Serves until it is told to stop.</summary>
    /// <returns>0, or 1 when it could not start.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var terminal = Terminal.Standard;
        try
        {
            var options = SelfHostOptions.Parse(arguments, Environment.GetEnvironmentVariable);
            if (options.WantsHelp)
            {
                terminal.Output.WriteLine(SelfHostOptions.Usage);
                return 0;
            }

            await using var app = Create(options, terminal, _ => { });
            await app.RunAsync();
            return 0;
        }
        catch (Exception failure) when (failure is FormatException or GatewayConfigurationException or StateDirectoryInUseException or StateCorruptedException or IOException)
        {
            // The operator can mend these: what is wrong is enough, a stack trace would bury it.
            await terminal.Error.WriteLineAsync($"Tollgate cannot start: {failure.Message}");
            return 1;
        }
    }

    /// <summary>The application, not yet started.</summary>
    /// <param name="options">The command line's.</param>
    /// <param name="terminal">Where a first start shows the demo key.</param>
    /// <param name="customize">Last word on settings and services; for tests.</param>
    public static WebApplication Create(SelfHostOptions options, Terminal terminal, Action<WebApplicationBuilder> customize)
    {
        var builder = WebApplication.CreateSlimBuilder();
        customize(builder);

        // Read once before anything starts: it decides how to log, and an error in it must come before any side effect.
        var inputs = Inputs(options, builder.Configuration);
        var early = GatewayConfigurationLoader.Load(inputs).GetOrThrow();
        builder.Logging.AddGatewayConsole(early.Logging);
        builder.Services.AddSingleton(terminal);
        builder.Services.AddSingleton(new DemoTenantFile(options.StateDirectory));
        builder.Services.AddFileEntityStore(new FileEntityStoreOptions { Directory = options.StateDirectory }, entities =>
        {
            entities.Add<UsageState>();
            entities.Add<AccountState>();
            entities.Add<ExperimentState>();
            entities.Add<CircuitState>();
        });
        builder.Services.AddLeaseTrail(options.StateDirectory);
        builder.Services.AddSingleton<IStateHealth, FileStateHealth>();
        builder.Services.AddEntraId();
        builder.AddGateway(new GatewayHome
        {
            Configuration = services => WithDemoTenant(inputs, early, services),
            Usage = UsageLedgerOptions.SelfHost,
            Quotas = QuotaOptions.SelfHost,
        });
        builder.AddKestrelServer();
        builder.AddOtlpExport();

        var app = builder.Build();
        app.MapGateway();
        app.AnnounceAtStart();
        return app;
    }

    private static ConfigurationInputs Inputs(SelfHostOptions options, IConfiguration settings) => new()
    {
        FilePath = options.ConfigurationFile ?? "gateway.json",
        IsFileRequired = options.ConfigurationFile is not null,
        Environment = settings.AsEnvironment(),
        Catalogue = ModelCatalogue.Default,
        ImplicitDemo = true,
        LoadClock = TimeProvider.System,
    };

    /// <summary>Without any tenant nobody could call: a first start makes one. The state directory is ours by then.</summary>
    private static ConfigurationInputs WithDemoTenant(ConfigurationInputs inputs, GatewayConfiguration early, IServiceProvider services)
    {
        if (early.Tenants.Tenants.Count > 0)
        {
            return inputs;
        }

        services.GetRequiredService<FileEntityStore>();
        return inputs with { AdditionalTenants = [services.GetRequiredService<DemoTenantFile>().ReadOrCreate()] };
    }
}
