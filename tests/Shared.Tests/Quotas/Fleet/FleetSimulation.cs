using Tollgate.Quotas;

namespace Tollgate.Tests.Quotas.Fleet;

/// <summary>Runs a plan: the real ledgers and the real accounts under made-up traffic, in virtual time.</summary>
internal sealed class FleetSimulation
{
    private readonly FleetPlan _plan;
    private readonly VirtualTime _time = new();
    private readonly Random _random;
    private readonly List<Instance> _instances = [];

    // A killed instance's timer must not be finalised meanwhile: that would happen on another thread.
    private readonly List<Instance> _everyInstance = [];
    private readonly TenantLedger[] _tenants;
    private readonly double[] _popularity;
    private readonly List<double> _waits = [];
    private readonly SortedDictionary<string, int> _refusals = [];
    private readonly UsageTraffic _usage;
    private int _started;
    private int _requests;
    private int _refused;
    private int _refusedThoughAffordable;

    public FleetSimulation(FleetPlan plan)
    {
        _plan = plan;
        _random = new Random(plan.Seed);
        _usage = new UsageTraffic(_time, plan.Seed);
        Store = new SimulatedStore(_time, plan.Store, plan.Seed);
        _tenants = [.. Enumerable.Range(0, plan.Tenants).Select(_ => new TenantLedger())];
        _popularity = new double[plan.Tenants];
        var sum = 0.0;
        for (var i = 0; i < plan.Tenants; i++)
        {
            sum += Math.Pow(i + 1, -plan.Skew);
            _popularity[i] = sum;
        }
    }

    public SimulatedStore Store { get; }

    public IReadOnlyList<TenantLedger> Tenants => _tenants;

    private bool IsMeasuring => _time.Elapsed >= _plan.WarmUp;

    public FleetReport Run()
    {
        _time.In(TimeSpan.Zero, () =>
        {
            for (var i = 0; i < _plan.Instances; i++)
            {
                StartInstance();
            }

            Every(_plan.KillEvery, KillOne);
            Every(_plan.ScaleEvery, ReplaceOne);
            ScheduleNext();
        });
        if (_plan.Outage is var (from, to))
        {
            _time.At(from, () => Store.IsDown = true);
            _time.At(to, () => Store.IsDown = false);
        }

        _time.Run(_plan.WarmUp);
        var (signals, reads, usage) = (Store.Signals, Store.Reads, _usage.Signals);
        _time.Run(_plan.Span);
        return Report(Store.Signals - signals, Store.Reads - reads, _usage.Signals - usage);
    }

    /// <summary>Lets everything in flight end, and every instance close its leases.</summary>
    public void Drain() => _time.Run(TimeSpan.FromMinutes(3));

    private FleetReport Report(int signals, int reads, int usage)
    {
        _waits.Sort();
        return new FleetReport
        {
            Requests = _requests,
            Granted = _waits.Count,
            Refused = _refused,
            RefusedThoughAffordable = _refusedThoughAffordable,
            Overspend = Store.Overspend,
            Signals = signals,
            Reads = reads,
            UsageSignals = usage,
            Waits = _waits,
            Refusals = _refusals,
        };
    }

    private void ScheduleNext()
    {
        var gap = -Math.Log(1 - _random.NextDouble()) / _plan.RequestsPerSecond;
        if (_time.Elapsed + TimeSpan.FromSeconds(gap) < _plan.WarmUp + _plan.Span)
        {
            _time.In(TimeSpan.FromSeconds(gap), () =>
            {
                ScheduleNext();
                _ = ServeAsync();
            });
        }
    }

    private async Task ServeAsync()
    {
        var instance = _instances[_random.Next(_instances.Count)];
        var tenant = PickTenant();
        var truth = _tenants[tenant];
        var user = _random.Next(_plan.UsersPerTenant);
        var tokens = _random.Next(200, 2_000);
        var held = new QuotaAmounts(tokens * 1_000L, 1, tokens);
        var started = _time.Elapsed;

        var decision = await instance.Ledger.ReserveAsync(QuotaRequest.ForCaller($"t{tenant}", "key", $"u{user}", held), default);
        var deployment = decision.IsGranted
            ? await instance.Ledger.ReserveAsync(QuotaRequest.ForDeployment($"d{tenant % 4}", held), default)
            : default;
        Count(decision.Refusal ?? deployment.Refusal, truth, held, _time.Elapsed - started);
        if (!decision.IsGranted || !deployment.IsGranted)
        {
            decision.Hold.Release();
            return;
        }

        truth.InFlight += held.NanoUsd!.Value;
        await _time.Delay(TimeSpan.FromMilliseconds(_random.Next(_plan.ServiceMs.From, _plan.ServiceMs.To)));
        var billed = new QuotaAmounts(held.NanoUsd * _random.Next(30, 100) / 100, 1, tokens / 2);
        truth.InFlight -= held.NanoUsd!.Value;
        truth.Billed += billed.NanoUsd!.Value;
        if (!instance.IsKilled)
        {
            _usage.Record(instance.Name, tenant);
            decision.Hold.Settle(billed);
            deployment.Hold.Settle(billed);
        }
    }

    private void Count(QuotaRefusal? refusal, TenantLedger truth, in QuotaAmounts held, TimeSpan wait)
    {
        if (!IsMeasuring)
        {
            return;
        }

        _requests++;
        if (refusal is null)
        {
            _waits.Add(wait.TotalMilliseconds);
            return;
        }

        _refused++;
        var reason = $"{refusal.Quota.Scope} {refusal.Quota.Id} {refusal.Reason}";
        _refusals[reason] = _refusals.GetValueOrDefault(reason) + 1;
        var isAffordable = refusal.Reason != QuotaRefusalReason.StoreUnavailable && refusal.Quota is { Scope: QuotaScope.Tenant, Unit: QuotaUnit.Usd } budget
            && budget.Limit - truth.Billed - truth.InFlight >= held.NanoUsd;
        _refusedThoughAffordable += isAffordable ? 1 : 0;
    }

    private int PickTenant()
    {
        var index = Array.BinarySearch(_popularity, _random.NextDouble() * _popularity[^1]);
        return index < 0 ? ~index : index;
    }

    private void Every(double seconds, Action action)
    {
        if (seconds > 0 && _time.Elapsed < _plan.WarmUp + _plan.Span)
        {
            _time.In(TimeSpan.FromSeconds(seconds), () =>
            {
                action();
                Every(seconds, action);
            });
        }
    }

    private void StartInstance()
    {
        var offset = TimeSpan.FromSeconds((_random.NextDouble() - 0.5) * _plan.ClockSpread);
        _instances.Add(new Instance($"i{++_started}", _time, Store, _plan.Catalogue, _plan.Options, offset, _plan.Seed + _started));
        _everyInstance.Add(_instances[^1]);
    }

    private void KillOne()
    {
        var index = _random.Next(_instances.Count);
        _instances[index].Kill();
        _instances.RemoveAt(index);
        StartInstance();
    }

    private void ReplaceOne()
    {
        var index = _random.Next(_instances.Count);
        var leaving = _instances[index];
        _instances.RemoveAt(index);
        StartInstance();

        // The platform lets requests in flight end before it takes an instance away.
        _time.In(TimeSpan.FromSeconds(10), () => _ = leaving.Ledger.StopAsync(CancellationToken.None));
    }
}
