using Microsoft.Extensions.DependencyInjection.Extensions;
using Tollgate.State;

namespace Tollgate.SelfHost.State;

internal static class FileEntityStoreServices
{
    /// <summary>
    /// The state port over files. The store opens when first resolved, so resolve it while starting to fail early, and
    /// closes in order with the container.
    /// </summary>
    public static IServiceCollection AddFileEntityStore(
        this IServiceCollection services, FileEntityStoreOptions options, Action<EntityCatalogue> addEntities)
    {
        var catalogue = new EntityCatalogue();
        addEntities(catalogue);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => FileEntityStore.Open(
            options,
            catalogue,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<FileEntityStore>>()));
        return services.AddSingleton<IEntityClient>(provider => provider.GetRequiredService<FileEntityStore>());
    }
}
