using Tollgate.Secrets;
using Tollgate.Settlement;

namespace Tollgate.Health;

/// <summary>How this instance is doing, as far as it can tell by itself.</summary>
internal sealed record HealthReport
{
    public required HealthStatus Status { get; init; }

    public required string Version { get; init; }

    public required TimeSpan Uptime { get; init; }

    /// <summary>By name.</summary>
    public required IReadOnlyList<ProviderReport> Providers { get; init; }

    public required StateHealth State { get; init; }

    public required VaultHealth KeyVault { get; init; }

    public required UsageLedgerStatus Ledger { get; init; }

    /// <summary>Age of the oldest record that is not in the durable store yet.</summary>
    public required TimeSpan LedgerLag { get; init; }

    /// <summary>False: what limits are borrowed from does not answer; see each limit's <c>onStoreOutage</c>.</summary>
    public bool IsQuotaStoreReachable { get; init; } = true;

    /// <summary>Why the last edit of the configuration was refused; null when the file is in force.</summary>
    public string? ConfigurationProblem { get; init; }
}

internal enum HealthStatus
{
    Healthy,

    /// <summary>Serving, but a provider fails or an operator should look at something.</summary>
    Degraded,

    /// <summary>Not fit to serve.</summary>
    Unhealthy,
}
