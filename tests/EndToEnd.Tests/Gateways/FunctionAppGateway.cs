using Azure.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Tollgate.FunctionApp.Entities;
using Tollgate.FunctionsRuntime;
using Tollgate.Settlement;

namespace Tollgate.Tests.Gateways;

/// <summary>The gateway as an Azure Functions app of one instance, in the in-process Functions runtime.</summary>
public sealed class FunctionAppGateway : GatewayUnderTest
{
    private readonly TimeProvider _time;
    private FunctionsFleet _fleet = null!;
    private FunctionsInstance _instance = null!;

    public FunctionAppGateway()
        : this(TimeProvider.System)
    {
    }

    internal FunctionAppGateway(TimeProvider time) => _time = time;

    private protected override async Task<Uri> StartAsync()
    {
        _fleet = FunctionsFleet.Create(typeof(UsageEntity).Assembly, new FleetOptions
        {
            Time = _time,
            Settings = new Dictionary<string, string?>(TestConfiguration.Settings)
            {
                ["TOLLGATE_CONFIG"] = ConfigurationFile,
                ["AzureWebJobsDisableHomepage"] = "true",
            },
            ConfigureServices = services => services
                .AddSingleton<TokenCredential>(new TestCredential())
                .AddLogging(logging => logging.ClearProviders().AddProvider(ErrorLog))

                // Tests ask for figures as soon as they have their answer; the interval has tests of its own.
                .Replace(ServiceDescriptor.Singleton(UsageLedgerOptions.FunctionApp with { FlushInterval = TimeSpan.Zero })),
        });
        _instance = await _fleet.StartInstanceAsync();
        return _instance.BaseAddress;
    }

    private protected override async Task StopAsync()
    {
        Assert.Empty(_instance.UnhandledExceptions);
        await _fleet.DisposeAsync();
    }

    private protected override async Task QuiesceAsync()
    {
        await DrainAsync(_instance.Services);
        await _fleet.Store.QuiesceAsync();
    }
}
