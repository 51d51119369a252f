using Tollgate.Settlement;

namespace Tollgate.Tests.Quotas.Fleet;

/// <summary>
/// Counts the signals that the usage ledgers of a fleet would send: one a tenant, instance and flush interval in which
/// anything finished, none when idle.
/// </summary>
internal sealed class UsageTraffic(VirtualTime time, int seed)
{
    private readonly Random _random = new(seed);
    private readonly HashSet<(string Instance, int Tenant)> _gathering = [];

    public int Signals { get; private set; }

    public void Record(string instance, int tenant)
    {
        if (_gathering.Add((instance, tenant)))
        {
            time.In(UsageLedgerOptions.FunctionApp.FlushInterval * (1 + (_random.NextDouble() / 4)), () =>
            {
                _gathering.Remove((instance, tenant));
                Signals++;
            });
        }
    }
}
