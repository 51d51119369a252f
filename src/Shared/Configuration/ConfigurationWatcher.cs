using Microsoft.Extensions.Hosting;

namespace Tollgate.Configuration;

/// <summary>
/// Polls the configuration file every two seconds, by content: file system events and time stamps are unreliable on mounted
/// volumes and with files that are replaced through symbolic links, as Kubernetes does it.
/// </summary>
internal sealed class ConfigurationWatcher(ConfigurationSource source, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!source.CanChange)
        {
            return;
        }

        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            source.Poll();
        }
    }
}
