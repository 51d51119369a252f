using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Tollgate.Quotas.Accounts;
using Tollgate.State;

namespace Tollgate.Quotas.Alerts;

/// <summary>
/// Tells accounts of what this instance has refused by itself. In fast mode nobody asks the account, and a budget is seldom spent to the
/// last cent: without this its last alert would often never come.
/// </summary>
internal sealed class RefusedBudgets(IEntityClient store, Incarnation incarnation, IAccountObserver observer, TimeProvider time, ILogger<RefusedBudgets> log)
{
    /// <summary>An account that has not booked the spending yet finds the budget unspent: so a later refusal is told again.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>By then the account shows what it was told.</summary>
    private static readonly TimeSpan ShownAfter = TimeSpan.FromSeconds(1);

    /// <summary>Beyond it, some are told more often.</summary>
    private const int MostRemembered = 10_000;

    private readonly ConcurrentDictionary<(EntityKey Account, string Quota), long> _told = new();

    /// <summary>Returns at once.</summary>
    /// <param name="account">Of the quota.</param>
    /// <param name="refusal">Of a request.</param>
    public void Add(EntityKey account, QuotaRefusal refusal)
    {
        var quota = refusal.Quota;
        if (quota is { IsBudget: true, Mode: QuotaMode.Fast } && quota.AlertThresholds.Contains(100)
            && refusal.Reason is QuotaRefusalReason.Spent or QuotaRefusalReason.HoldsInFlight && IsDue((account, quota.Id)))
        {
            _ = TellAsync(account, quota.Id, refusal.Needed);
        }
    }

    private bool IsDue((EntityKey, string) name)
    {
        var now = time.GetTimestamp();
        if (_told.TryGetValue(name, out var told))
        {
            return time.GetElapsedTime(told, now) >= Pause && _told.TryUpdate(name, now, told);
        }

        if (_told.Count >= MostRemembered)
        {
            _told.Clear();
        }

        return _told.TryAdd(name, now);
    }

    private async Task TellAsync(EntityKey account, string quota, long need)
    {
        try
        {
            var operation = new AlertOperation
            {
                Quota = quota,
                Incarnation = incarnation.Id,
                Until = time.GetUtcNow().ToUnixTimeMilliseconds(),
                Need = Math.Min(need, QuotaDefinition.MaxLimit),
            };
            await store.SignalAsync(account, operation.ToEnvelope(AlertOperation.Refused), CancellationToken.None).ConfigureAwait(false);
            await Task.Delay(ShownAfter, time).ConfigureAwait(false);
            if (await store.ReadAsync<AccountState>(account, CancellationToken.None).ConfigureAwait(false) is { } state)
            {
                observer.Seen(account, state);
            }
        }
        catch (Exception failure)
        {
            // Nobody waits for it, and the next refusal tries again.
            AlertLog.RefusalNotTold(log, account.ToString(), failure);
        }
    }
}
