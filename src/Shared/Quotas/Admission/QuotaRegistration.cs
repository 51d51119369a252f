using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tollgate.Configuration;
using Tollgate.Quotas.Accounts;
using Tollgate.Quotas.Alerts;
using Tollgate.Quotas.Estimation;
using Tollgate.Quotas.Ledger;
using Tollgate.State;

namespace Tollgate.Quotas.Admission;

internal static class QuotaRegistration
{
    /// <summary>Adds budgets and rate limits over the home's durable state.</summary>
    /// <param name="services">The services.</param>
    /// <param name="options">What suits the home's store.</param>
    public static IServiceCollection AddQuotas(this IServiceCollection services, QuotaOptions options) => services
        .AddBudgetAlerts(provider => provider.GetRequiredService<ConfigurationSource>().Current.Alerts)
        .AddSingleton(options)
        .AddSingleton(provider => new QuotaLedger(
            provider.GetRequiredService<ConfigurationSource>().Current.Quotas,
            provider.GetRequiredService<IEntityClient>(),
            provider.GetRequiredService<Incarnation>(),
            provider.GetRequiredService<QuotaOptions>(),
            provider.GetRequiredService<TimeProvider>(),
            Jitter(),
            provider.GetRequiredService<ILogger<QuotaLedger>>(),
            provider.GetRequiredService<IAccountObserver>(),
            provider.GetService<ILeaseTrail>()))
        .AddHostedService(provider => provider.GetRequiredService<QuotaLedger>())
        .AddSingleton<TokenEstimators>()
        .AddSingleton(CreateAdmission);

    private static Admission CreateAdmission(IServiceProvider provider)
    {
        var configuration = provider.GetRequiredService<ConfigurationSource>();
        return new Admission(
            provider.GetRequiredService<QuotaLedger>(),
            () => configuration.Current.Quotas,
            provider.GetRequiredService<TokenEstimators>(),
            provider.GetRequiredService<RefusedBudgets>(),
            provider.GetRequiredService<TimeProvider>());
    }

    private static Func<double> Jitter()
    {
#pragma warning disable RS0030 // The one source of jitter in production; tests inject theirs.
        return Random.Shared.NextDouble;
#pragma warning restore RS0030
    }
}
