using Microsoft.Extensions.Hosting;

namespace Tollgate.FunctionApp.Configuration;

/// <summary>Looks every fifteen seconds whether the blob has changed: an edit is in force on every running instance soon after.</summary>
internal sealed class ConfigurationBlobWatcher(ConfigurationBlob blob, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            blob.Refresh(stoppingToken);
        }
    }
}
