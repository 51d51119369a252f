using Microsoft.Extensions.Hosting;
using Tollgate.Configuration;
using Tollgate.Health.Checks;
using Tollgate.Quotas.Ledger;
using Tollgate.Routing.Circuits;
using Tollgate.Routing.Targets;
using Tollgate.Secrets;
using Tollgate.Settlement;

namespace Tollgate.Health;

/// <summary>Puts together what the parts of this instance say of themselves.</summary>
internal sealed class HealthReporter(
    ConfigurationSource configuration,
    ProviderHealth providers,
    CheckResults checks,
    CircuitBreakers circuits,
    TargetLoads loads,
    QuotaLedger quotas,
    IStateHealth state,
    UsageLedger ledger,
    SecretCache secrets,
    IHostApplicationLifetime lifetime,
    TimeProvider time) : IHostedService
{
    private long _started = time.GetTimestamp();

    public static string Version { get; } = typeof(HealthReporter).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _started = time.GetTimestamp();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public HealthReport Report(GatewayConfiguration current)
    {
        var stateHealth = state.Check();
        var ledgerStatus = ledger.Status;
        var reports = Providers(current);
        var vault = current.KeyVault is null ? VaultHealth.NotConfigured : new VaultHealth(IsConfigured: true, secrets.Problem);
        var problem = configuration.LastError?.Message;
        return new HealthReport
        {
            Status = !stateHealth.IsHealthy ? HealthStatus.Unhealthy
                : problem is not null || vault.Problem is not null || ledgerStatus.FailingSince is not null || reports.Any(provider => !provider.IsHealthy) ? HealthStatus.Degraded
                : HealthStatus.Healthy,
            Version = Version,
            Uptime = time.GetElapsedTime(_started),
            Providers = reports,
            State = stateHealth,
            KeyVault = vault,
            Ledger = ledgerStatus,
            LedgerLag = ledgerStatus.OldestPending is { } oldest ? time.GetUtcNow() - oldest : TimeSpan.Zero,
            IsQuotaStoreReachable = quotas.IsStoreReachable,
            ConfigurationProblem = problem,
        };
    }

    /// <summary>Of each enabled provider, by name.</summary>
    public ProviderReport[] Providers(GatewayConfiguration current) =>
    [
        .. current.Providers.Keys.Order(StringComparer.Ordinal)
            .Select(name => Provider(name, circuits.Report(name, current.Circuits))),
    ];

    /// <param name="name">Of an enabled provider.</param>
    /// <param name="circuit">Its circuits.</param>
    public ProviderReport Provider(string name, CircuitReport circuit) =>
        new(name, providers.Summarize(name), circuit) { Pauses = loads.Pauses(name), LastCheck = checks.Last(name) };

    /// <summary>Null when requests are welcome.</summary>
    public string? WhyNotReady(GatewayConfiguration current)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return "shutting down";
        }

        if (!state.Check().IsHealthy)
        {
            return "durable state is not available";
        }

        return current.Models.Count == 0 && current.Wildcards.Count == 0 ? "no provider is configured" : null;
    }
}
