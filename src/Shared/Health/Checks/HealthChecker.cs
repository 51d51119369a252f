using Microsoft.Extensions.Hosting;
using Tollgate.Configuration;
using Tollgate.Routing.Circuits;

namespace Tollgate.Health.Checks;

/// <summary>
/// Checks the providers whose operator wants it. What it finds counts into their health, and is the trial of circuits that are half open:
/// then no client's request need be.
/// </summary>
internal sealed class HealthChecker(
    ConfigurationSource configuration, ProviderCheck check, ProviderHealth health, CircuitBreakers circuits, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, long> _checkedAt = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            var current = configuration.Current;
            var due = current.Providers.Values.Where(IsDue).ToArray();
            await Task.WhenAll(due.Select(provider => CheckAsync(current, provider, stoppingToken))).ConfigureAwait(false);
        }
    }

    /// <summary>Notes that it is checked now, if it is due.</summary>
    private bool IsDue(ProviderOptions provider)
    {
        if (provider.HealthCheck is not { } options
            || (_checkedAt.TryGetValue(provider.Name, out var last) && time.GetElapsedTime(last) < options.Interval))
        {
            return false;
        }

        _checkedAt[provider.Name] = time.GetTimestamp();
        return true;
    }

    private async Task CheckAsync(GatewayConfiguration current, ProviderOptions provider, CancellationToken cancellation)
    {
        var begun = time.GetTimestamp();
        var failure = await check.AskAsync(provider, provider.HealthCheck!, cancellation).ConfigureAwait(false);
        health.Record(provider.Name, time.GetElapsedTime(begun), failure);
        var waiting = current.Models.Values
            .SelectMany(model => model.Deployments)
            .Where(deployment => deployment.Provider.Name == provider.Name && circuits.IsHalfOpen(deployment, current.Circuits))
            .DistinctBy(deployment => deployment.Id);
        foreach (var deployment in waiting)
        {
            using var pass = await circuits.EnterAsync(deployment, current.Circuits, cancellation).ConfigureAwait(false);
            if (pass.IsTrial && failure is null)
            {
                pass.Succeeded();
            }
            else if (pass.IsTrial)
            {
                pass.Failed(failure!);
            }
        }
    }
}
