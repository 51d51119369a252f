using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Tollgate.Health;
using Tollgate.State;

namespace Tollgate.FunctionApp.Durable;

internal static class DurableStateServices
{
    /// <summary>Puts the state port on Durable Entities.</summary>
    public static IServiceCollection AddDurableState(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton<DurableClientAccessor>()
            .AddSingleton<IEntityClient, DurableEntityStateClient>()
            .AddSingleton<IStateHealth, DurableStateHealth>();
    }
}
