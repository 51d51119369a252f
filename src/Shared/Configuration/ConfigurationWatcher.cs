using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Tollgate.Configuration;

/// <summary>
/// Polls the configuration file every two seconds, by content: file system events and time stamps are unreliable on mounted
/// volumes and with files that are replaced through symbolic links, as Kubernetes does it.
/// </summary>
internal sealed class ConfigurationWatcher(ConfigurationSource source, TimeProvider time, ILogger<ConfigurationWatcher> logger)
    : BackgroundService
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
            Poll();
        }
    }

    /// <summary>Whatever goes wrong here, the gateway goes on with what it has: an exception would stop the whole host.</summary>
    private void Poll()
    {
        try
        {
            source.Poll();
        }
        catch (Exception exception)
        {
            ConfigurationLog.PollFailed(logger, exception);
        }
    }
}
