using Tollgate.Quotas;

namespace Tollgate.Tests.Quotas.Fleet;

/// <summary>One simulated situation. The same plan and seed give the same run.</summary>
internal sealed record FleetPlan
{
    public int Seed { get; init; } = 1;

    public int Instances { get; init; } = 4;

    public int Tenants { get; init; } = 1;

    public int UsersPerTenant { get; init; } = 10;

    /// <summary>How much more the first tenant asks for than the others: the exponent of a Zipf distribution; 0 makes all alike.</summary>
    public double Skew { get; init; }

    /// <summary>Requests per second, over all instances and tenants.</summary>
    public double RequestsPerSecond { get; init; } = 100;

    public TimeSpan Span { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Runs before anything is measured.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(20);

    public (int From, int To) ServiceMs { get; init; } = (200, 4_000);

    /// <summary>Clocks of the instances are up to so many seconds apart.</summary>
    public double ClockSpread { get; init; }

    /// <summary>Seconds between two kills of a random instance, each replaced by a new one; 0 for none.</summary>
    public double KillEvery { get; init; }

    /// <summary>Seconds between an orderly stop of one instance and the start of another; 0 for none.</summary>
    public double ScaleEvery { get; init; }

    public (TimeSpan From, TimeSpan To)? Outage { get; init; }

    public StoreBehaviour Store { get; init; } = StoreBehaviour.Calm;

    public required IQuotaCatalogue Catalogue { get; init; }

    public QuotaOptions Options { get; init; } = new();
}
