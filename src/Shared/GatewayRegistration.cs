using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tollgate.Analytics;
using Tollgate.Configuration;
using Tollgate.Endpoints;
using Tollgate.Health;
using Tollgate.Health.Checks;
using Tollgate.Pipeline;
using Tollgate.Providers;
using Tollgate.Quotas.Admission;
using Tollgate.Routing;
using Tollgate.Secrets;
using Tollgate.Settlement;
using Tollgate.State;
using Tollgate.Telemetry;

namespace Tollgate;

/// <summary>The gateway's table of contents. The home brings its <c>IEntityClient</c> and <c>IStateHealth</c>.</summary>
internal static class GatewayRegistration
{
    public static IHostApplicationBuilder AddGateway(this IHostApplicationBuilder builder, GatewayHome home)
    {
        builder.Services
            .AddTimeAndIds()
            .AddSecrets()
            .AddGatewayConfiguration(home)
            .AddEndpoints()
            .AddQuotas(home.Quotas)
            .AddModelRouting()
            .AddModelProviders()
            .AddSettlement(home)
            .AddUsageAnalytics()
            .AddHealth()
            .AddSingleton<GatewayPipeline>();
        return builder;
    }

    private static IServiceCollection AddTimeAndIds(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IIdSource, RandomIdSource>();
        return services;
    }

    private static IServiceCollection AddGatewayConfiguration(this IServiceCollection services, GatewayHome home) => services
        .AddSingleton(provider => ConfigurationSource.Open(
            home.Configuration(provider) with { Secrets = provider.GetRequiredService<ISecretSource>() },
            provider.GetRequiredService<ILogger<ConfigurationSource>>()))
        .AddHostedService<ConfigurationWatcher>();

    private static IServiceCollection AddSettlement(this IServiceCollection services, GatewayHome home) => services
        .AddUsageLedger(home.Usage)
        .AddSingleton<RequestLog>()
        .AddSingleton<GatewayMetrics>()
        .AddSingleton<Settler>();

    private static IServiceCollection AddHealth(this IServiceCollection services) => services
        .AddSingleton<ProviderHealth>()
        .AddSingleton<ProviderCheck>()
        .AddSingleton<CheckResults>()
        .AddHostedService<HealthChecker>()
        .AddSingleton<HealthReporter>()
        .AddHostedService(provider => provider.GetRequiredService<HealthReporter>());
}
