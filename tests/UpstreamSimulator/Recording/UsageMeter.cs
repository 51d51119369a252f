namespace Tollgate.UpstreamSimulator;

/// <summary>A running total of billed tokens.</summary>
internal sealed class UsageMeter
{
    private readonly Lock _lock = new();
    private BilledUsage _total;

    public BilledUsage Total
    {
        get
        {
            lock (_lock)
                return _total;
        }
    }

    public void Add(BilledUsage usage)
    {
        lock (_lock)
            _total += usage;
    }
}
