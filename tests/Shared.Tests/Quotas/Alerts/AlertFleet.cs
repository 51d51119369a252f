using Tollgate.Quotas;
using Tollgate.Quotas.Alerts;
using Tollgate.State;
using Tollgate.Tests.Quotas.Fleet;
using static Tollgate.Tests.Quotas.Accounts.Account;

namespace Tollgate.Tests.Quotas.Alerts;

/// <summary>Instances that spend one tenant's budget of 1,000 nano-dollars a day over one store, in virtual time.</summary>
internal sealed class AlertFleet
{
    private static readonly QuotaDefinition Definition = Budget(limit: 1_000) with { AlertThresholds = [50, 80, 95, 100] };

    private readonly List<AlertInstance> _instances = [];

    public AlertFleet(int instances, StoreBehaviour behaviour, int seed = 1)
    {
        Store = new SimulatedStore(Time, behaviour, seed);
        var catalogue = new FixedCatalogue { EachTenant = [Definition] };
        var offsets = new Random(seed);
        for (var i = 0; i < instances; i++)
        {
            var offset = TimeSpan.FromSeconds((offsets.NextDouble() - 0.5) * behaviour.ClockSpread);
            _instances.Add(new AlertInstance($"i{i}", this, catalogue, offset, (100 * seed) + i));
        }
    }

    public VirtualTime Time { get; } = new();

    public SimulatedStore Store { get; }

    public IReadOnlyList<AlertInstance> Instances => _instances;

    /// <summary>What the sinks were told, in order.</summary>
    public List<(string Instance, BudgetAlert Alert)> Told { get; } = [];

    /// <summary>The operations about alerts, in order.</summary>
    public List<Envelope> Sent { get; } = [];

    /// <summary>What a sink does before it has heard; by default nothing.</summary>
    public Func<AlertInstance, BudgetAlert, Task<SinkAnswer>>? Before { get; set; }

    /// <summary>What a sink does after it has heard; by default it says so.</summary>
    public Func<AlertInstance, BudgetAlert, Task<SinkAnswer>>? After { get; set; }

    public int[] ToldThresholds => [.. Told.Select(told => told.Alert.Name.Threshold)];

    public IEnumerable<ThresholdAlert> Alerts =>
        Store.Accounts.Values.SelectMany(account => account.Quotas).SelectMany(quota => quota.Windows).SelectMany(window => window.Alerts ?? []);

    /// <summary>Every living instance tries to spend so much, in requests of 10 half a second apart; it may die over it.</summary>
    public AlertFleet Spend(int each)
    {
        foreach (var instance in _instances)
        {
            Time.In(TimeSpan.Zero, () => _ = instance.SpendAsync(each));
        }

        Time.Run(TimeSpan.FromSeconds(each / 10));
        return this;
    }

    public AlertFleet Run(TimeSpan time)
    {
        Time.Run(time);
        return this;
    }
}
