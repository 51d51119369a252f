namespace Tollgate.Tests.Quotas.Fleet;

/// <summary>What a tenant really spent and has in flight: the truth that no instance knows.</summary>
internal sealed class TenantLedger
{
    /// <summary>Nano-dollars billed by the upstream, whoever heard of it.</summary>
    public long Billed { get; set; }

    /// <summary>Nano-dollars that requests in flight may still cost.</summary>
    public long InFlight { get; set; }
}
