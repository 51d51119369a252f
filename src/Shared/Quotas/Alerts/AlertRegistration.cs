using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Tollgate.Quotas.Accounts;
using Tollgate.State;
using Tollgate.Telemetry;

namespace Tollgate.Quotas.Alerts;

internal static class AlertRegistration
{
    /// <summary>Adds the telling of alerts; the home brings the <see cref="IEntityClient"/>.</summary>
    /// <param name="services">With <see cref="GatewayMetrics"/>.</param>
    /// <param name="options">Asked whenever they matter, so that a changed configuration takes effect.</param>
    public static IServiceCollection AddBudgetAlerts(this IServiceCollection services, Func<IServiceProvider, AlertOptions> options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => Incarnation.CreateRandom());
        services.AddSingleton<IAlertSink, LogSink>();
        services.AddSingleton<IAlertSink, MetricSink>();
        services.AddSingleton<IAlertSink>(provider => new WebhookSink(() => options(provider), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new AlertDelivery(
            [.. provider.GetServices<IAlertSink>()],
            () => options(provider),
            provider.GetRequiredService<TimeProvider>(),
            Jitter,
            provider.GetRequiredService<ILogger<AlertDelivery>>()));
        services.AddSingleton(provider => new BudgetAlerts(
            provider.GetRequiredService<IEntityClient>(),
            provider.GetRequiredService<Incarnation>(),
            provider.GetRequiredService<AlertDelivery>(),
            () => options(provider),
            provider.GetRequiredService<TimeProvider>(),
            Jitter,
            provider.GetRequiredService<ILogger<BudgetAlerts>>()));
        services.AddSingleton<IAccountObserver>(provider => provider.GetRequiredService<BudgetAlerts>());
        services.AddHostedService(provider => provider.GetRequiredService<BudgetAlerts>());
        services.AddSingleton<RefusedBudgets>();
        return services;
    }

    private static double Jitter() => RandomNumberGenerator.GetInt32(1 << 20) / (double)(1 << 20);
}
