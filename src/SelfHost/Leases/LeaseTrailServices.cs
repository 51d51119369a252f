using Tollgate.Quotas.Ledger;
using Tollgate.SelfHost.State;

namespace Tollgate.SelfHost.Leases;

internal static class LeaseTrailServices
{
    // Changes with every start of the machine.
    private const string BootIdPath = "/proc/sys/kernel/random/boot_id";

    /// <summary>
    /// A trail of leases in the state directory. Only where the system says which boot of the machine this is, as Linux does; elsewhere
    /// what a killed process had borrowed counts as spent until the window ends.
    /// </summary>
    public static IServiceCollection AddLeaseTrail(this IServiceCollection services, string stateDirectory)
    {
        if (!File.Exists(BootIdPath))
        {
            return services;
        }

        var boot = File.ReadAllText(BootIdPath).Trim();
        return services
            .AddSingleton(provider =>
            {
                // Whoever holds the store's lock is alone in the directory.
                provider.GetRequiredService<FileEntityStore>();
                return new LeaseTrail(Path.Combine(stateDirectory, "leases"), boot);
            })
            .AddSingleton<ILeaseTrail>(provider => provider.GetRequiredService<LeaseTrail>())
            .AddHostedService<LeaseHeir>();
    }
}
