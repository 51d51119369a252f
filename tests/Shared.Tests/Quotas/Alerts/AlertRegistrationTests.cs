using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tollgate.Quotas.Accounts;
using Tollgate.Quotas.Alerts;
using Tollgate.State;
using Tollgate.Telemetry;

namespace Tollgate.Tests.Quotas.Alerts;

public sealed class AlertRegistrationTests
{
    [Fact]
    public void AddBudgetAlerts_HomeWithAStore_GivesTheObserverAndItsThreeSinks()
    {
        using var provider = new ServiceCollection()
            .AddLogging()
            .AddSingleton<GatewayMetrics>()
            .AddSingleton<IEntityClient>(new HeldAccount(AccountState.Empty, TimeProvider.System))
            .AddBudgetAlerts(_ => new AlertOptions())
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

        Assert.Equal(["log", "metric", "webhook"], provider.GetServices<IAlertSink>().Select(sink => sink.Name));
        Assert.Same(provider.GetRequiredService<IAccountObserver>(), Assert.Single(provider.GetServices<IHostedService>()));
    }
}
