using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Quotas;
using Tollgate.Quotas.Alerts;
using Tollgate.Quotas.Ledger;
using Tollgate.State;
using Tollgate.Tests.Quotas.Fleet;

namespace Tollgate.Tests.Quotas.Alerts;

/// <summary>One gateway instance: the real ledger, showing what it reads to the real teller of alerts.</summary>
internal sealed class AlertInstance : IAlertSink
{
    private readonly AlertFleet _fleet;
    private readonly InstanceStore _store;
    private readonly InstanceClock _clock;
    private readonly QuotaLedger _ledger;
    private readonly BudgetAlerts _alerts;

    public AlertInstance(string name, AlertFleet fleet, IQuotaCatalogue catalogue, TimeSpan offset, int seed)
    {
        Name = name;
        _fleet = fleet;
        _store = new InstanceStore(fleet.Store);
        _clock = new InstanceClock(fleet.Time, offset);
        var random = new Random(seed);
        var incarnation = new Incarnation(name);
        var options = new AlertOptions();
        var delivery = new AlertDelivery([this], () => options, _clock, random.NextDouble, Log);
        _alerts = new BudgetAlerts(
            new ObservedStore(_store, fleet.Sent.Add), incarnation, delivery, () => options, _clock, random.NextDouble, NullLogger<BudgetAlerts>.Instance);
        _ledger = new QuotaLedger(
            catalogue, _store, incarnation, new QuotaOptions(), _clock, random.NextDouble, NullLogger<QuotaLedger>.Instance, _alerts);
        _ = _ledger.StartAsync(CancellationToken.None);
    }

    public string Name { get; }

    public ListLog<AlertDelivery> Log { get; } = new();

    public bool IsKilled => _store.IsKilled;

    public async Task SpendAsync(int amount)
    {
        for (var spent = 0; spent < amount && !IsKilled; spent += 10)
        {
            var decision = await _ledger.ReserveAsync(QuotaRequest.ForCaller("acme", null, null, new QuotaAmounts(10)), default);
            if (decision.IsGranted)
            {
                decision.Hold.Settle(new QuotaAmounts(10));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), _clock);
        }
    }

    public async Task<SinkAnswer> TellAsync(BudgetAlert alert, CancellationToken cancellation)
    {
        if (_fleet.Before is { } before && await before(this, alert) is { Outcome: not SinkOutcome.Delivered } answer)
        {
            return answer;
        }

        _fleet.Told.Add((Name, alert));
        return _fleet.After is { } after ? await after(this, alert) : SinkAnswer.Delivered;
    }

    /// <summary>As kill -9 does.</summary>
    public void Kill()
    {
        _store.IsKilled = true;
        _clock.IsStopped = true;
    }

    /// <summary>Dies in the middle of telling.</summary>
    public Task<SinkAnswer> Die()
    {
        Kill();
        return new TaskCompletionSource<SinkAnswer>().Task;
    }
}
