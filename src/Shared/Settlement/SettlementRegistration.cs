using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Tollgate.State;

namespace Tollgate.Settlement;

internal static class SettlementRegistration
{
    /// <summary>Adds the ledger; the home brings the <see cref="IEntityClient"/>.</summary>
    public static IServiceCollection AddUsageLedger(this IServiceCollection services, UsageLedgerOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => Incarnation.CreateRandom());
        services.AddSingleton(options);
        services.AddSingleton<UsageLedger>();
        services.AddSingleton<IUsageLedger>(provider => provider.GetRequiredService<UsageLedger>());
        services.AddHostedService(provider => provider.GetRequiredService<UsageLedger>());
        return services;
    }
}
