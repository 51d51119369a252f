using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tollgate.Configuration;
using Tollgate.Routing.Circuits;

namespace Tollgate.Health.Checks;

/// <summary>
/// Checks the providers whose operator wants it. What it finds is told, puts those that fail behind others, and is the trial of circuits
/// that are half open: then no client's request need be.
/// </summary>
internal sealed class HealthChecker(
    ConfigurationSource configuration, ProviderCheck check, CheckResults results, CircuitBreakers circuits, TimeProvider time, ILogger<HealthChecker> log) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, long> _checkedAt = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            var current = configuration.Current;
            results.Keep(name => current.Providers.GetValueOrDefault(name)?.HealthCheck is not null);
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
        var answer = await check.AskAsync(provider, provider.HealthCheck!, cancellation).ConfigureAwait(false);
        Record(provider.Name, time.GetElapsedTime(begun), answer.Failure);
        if (answer.Failure is null && !answer.IsServed)
        {
            // That it is there is not enough to close a circuit: it may have opened because the key is rejected.
            return;
        }

        var waiting = current.Models.Values
            .SelectMany(model => model.Deployments)
            .Where(deployment => deployment.Provider.Name == provider.Name && circuits.IsHalfOpen(deployment, current.Circuits))
            .DistinctBy(deployment => deployment.Id);
        foreach (var deployment in waiting)
        {
            using var pass = await circuits.EnterAsync(deployment, current.Circuits, cancellation).ConfigureAwait(false);
            if (pass.IsTrial && answer.Failure is { } failure)
            {
                pass.Failed(failure);
            }
            else if (pass.IsTrial)
            {
                pass.Succeeded();
            }
        }
    }

    private void Record(string provider, TimeSpan latency, string? failure)
    {
        var wasFailing = results.IsFailing(provider);
        var result = results.Record(provider, latency, failure);
        if (result.IsFailing && !wasFailing)
        {
            CheckLog.Failing(log, provider, result.FailuresInARow, failure);
        }
        else if (wasFailing && !result.IsFailing)
        {
            CheckLog.Recovered(log, provider);
        }
    }
}
