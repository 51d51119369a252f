using Tollgate.Quotas.Alerts;

namespace Tollgate.Quotas.Accounts;

/// <summary>What was booked to one window of a quota. What its leases still have open is in the leases.</summary>
public sealed class WindowTotals
{
    /// <summary>Unix milliseconds.</summary>
    public long Start { get; set; }

    /// <summary>Unix milliseconds; the first that is not in the window.</summary>
    public long End { get; set; }

    public long Spent { get; set; }

    /// <summary>Remainders of silent leases that were made final.</summary>
    public long WrittenOff { get; set; }

    /// <summary>The part of <see cref="Spent"/> that nothing had been granted for.</summary>
    public long Overrun { get; set; }

    /// <summary>Thresholds crossed in it, rising; null before the first.</summary>
    public List<ThresholdAlert>? Alerts { get; set; }
}
