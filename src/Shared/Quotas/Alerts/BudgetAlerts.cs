using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tollgate.Quotas.Accounts;
using Tollgate.State;

namespace Tollgate.Quotas.Alerts;

/// <summary>
/// Tells the alerts that the accounts hold. Learns of them from the states that the ledger reads anyway; claims each before
/// it tells it, so that of all the instances that see it one does. An alert once seen is kept an eye on until it is done:
/// should its owner die, this instance takes over.
/// </summary>
internal sealed class BudgetAlerts(
    IEntityClient store,
    Incarnation incarnation,
    AlertDelivery delivery,
    Func<AlertOptions> options,
    TimeProvider time,
    Func<double> jitter,
    ILogger<BudgetAlerts> log) : IAccountObserver, IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<AlertName, Task> _underWay = new();
    private readonly CancellationTokenSource _stopping = new();

    public void Seen(EntityKey account, AccountState state)
    {
        foreach (var quota in state.Quotas)
        {
            foreach (var window in quota.Windows)
            {
                window.Alerts?.FindAll(alert => !alert.IsDone)
                    .ForEach(alert => Start(new AlertName(account, quota.Id, window.Start, alert.Threshold)));
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What is not told by now is another instance's to tell, once the claim ends.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_underWay.Values).WaitAsync(cancellationToken);
    }

    public void Dispose() => _stopping.Dispose();

    private void Start(AlertName name)
    {
        if (_underWay.ContainsKey(name) || _underWay.Count >= options().MaxUnderWay || _stopping.IsCancellationRequested)
        {
            return;
        }

        var begun = new TaskCompletionSource();
        if (_underWay.TryAdd(name, begun.Task))
        {
            _ = RunAsync(name, begun);
        }
    }

    private async Task RunAsync(AlertName name, TaskCompletionSource finished)
    {
        try
        {
            var isWorried = false;
            for (TimeSpan? pause = options().ClaimJitter * jitter(); pause is { } delay;)
            {
                await Task.Delay(delay, time, _stopping.Token);
                try
                {
                    pause = await StepAsync(name);
                }
                catch (Exception e) when (!_stopping.IsCancellationRequested)
                {
                    if (!isWorried)
                    {
                        AlertLog.StoreFailed(log, name.ToEventId(), name.Account.Id, e);
                        isWorried = true;
                    }

                    pause = options().StoreRetryDelay;
                }
            }
        }
        catch (Exception) when (_stopping.IsCancellationRequested)
        {
            // Another instance will tell it.
        }
        finally
        {
            _underWay.TryRemove(name, out _);
            finished.SetResult();
        }
    }

    /// <summary>When to look again; null when the alert is done.</summary>
    private async Task<TimeSpan?> StepAsync(AlertName name)
    {
        var current = options();
        var claim = new AlertClaim(name, store, incarnation, current, time);
        if (await claim.ReadAsync(_stopping.Token) is not { } state || BudgetAlert.Find(name, state) is not { } alert)
        {
            return null;
        }

        var claimed = name.FindIn(state)!;
        var left = DateTimeOffset.FromUnixTimeMilliseconds(claimed.ClaimedUntil) - time.GetUtcNow();
        if (claimed.Owner != incarnation.Id && left > TimeSpan.Zero)
        {
            return left + (current.ClaimJitter * jitter());
        }

        if (await claim.TakeAsync(_stopping.Token) != ClaimOutcome.Won)
        {
            return current.StoreRetryDelay * ((1 + jitter()) / 2);
        }

        if (await delivery.DeliverAsync(alert, claim, _stopping.Token))
        {
            await FinishAsync(claim, current);
        }

        return TimeSpan.Zero;
    }

    // Told is told: whatever ails the store, the alert must not be told again for it.
    private async Task FinishAsync(AlertClaim claim, AlertOptions current)
    {
        while (true)
        {
            try
            {
                if (await claim.FinishAsync(_stopping.Token))
                {
                    return;
                }
            }
            catch (Exception) when (!_stopping.IsCancellationRequested)
            {
                // The ledger tells of the outage.
            }

            await Task.Delay(current.StoreRetryDelay, time, _stopping.Token);
        }
    }
}
