using Microsoft.Extensions.DependencyInjection;
using Tollgate.Configuration;
using Tollgate.Pricing;
using Tollgate.Quotas.Estimation;
using Tollgate.Routing.Attempts;
using Tollgate.Routing.Circuits;
using Tollgate.Routing.Strategies;
using Tollgate.Routing.Targets;
using Tollgate.Telemetry;

namespace Tollgate.Routing;

internal static class RoutingRegistration
{
    public static IServiceCollection AddModelRouting(this IServiceCollection services) => services
        .AddSingleton(ModelCatalogue.Default)
        .AddSingleton<TargetLoads>()
        .AddSingleton<RetryBudgets>()
        .AddSingleton(provider => Instruments(provider.GetRequiredService<GatewayMetrics>(), provider.GetRequiredService<ConfigurationSource>()))
        .AddSingleton<CircuitBreakers>()
        .AddSingleton<CircuitAdministration>()
        .AddSingleton(provider => new TargetOrders(provider.GetRequiredService<TargetLoads>(), provider.GetRequiredService<TokenEstimators>(), Random()))
        .AddSingleton<Router>()
        .AddSingleton<AttemptGate>()
        .AddSingleton<AttemptCall>()
        .AddSingleton<HedgedCall>()
        .AddSingleton(provider => ActivatorUtilities.CreateInstance<AttemptRunner>(provider, Random()));

    private static CircuitInstruments Instruments(GatewayMetrics metrics, ConfigurationSource configuration) => new(metrics.Meter, () => configuration.Current);

    private static Func<double> Random()
    {
#pragma warning disable RS0030 // The one source of chance in routing; tests inject theirs.
        return System.Random.Shared.NextDouble;
#pragma warning restore RS0030
    }
}
