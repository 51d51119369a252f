using Tollgate.Quotas.Accounts;

namespace Tollgate.Quotas.Alerts;

/// <summary>
/// The account's part of alerting: notes, once per window, each threshold of a money budget that what was settled has
/// crossed, and who tells it. What is merely leased does not count, nor what silent leases may have spent: both may come
/// back. Of thresholds crossed at once only the highest is noted, and none below it afterwards, even if the limit is raised.
/// </summary>
internal static class Alerting
{
    private const int Exhausted = 100;
    private const long LongestClaimMs = 900_000;

    /// <summary>Notes what has been crossed by spending.</summary>
    public static void Observe(AccountState account)
    {
        foreach (var quota in account.Quotas)
        {
            if (!quota.Definition.IsBudget)
            {
                continue;
            }

            foreach (var window in quota.Windows)
            {
                if (window.Spent > 0)
                {
                    Cross(window, quota.Definition, Reached(quota.Definition, window.Spent), account.Now, isByRefusal: false);
                }
            }
        }
    }

    /// <summary>
    /// A need was refused: that exhausts the budget too where even all that is leased, handed back, could not meet it. Budgets
    /// are seldom spent to the last cent, so without this the last alert would often never come.
    /// </summary>
    public static void Refuse(AccountState account, SliceAsk ask)
    {
        if (account.Find(ask.Quota) is not { Definition.IsBudget: true } quota
            || quota.Find(ask.Window) is not { } window)
        {
            return;
        }

        var definition = quota.Definition;
        var unspent = definition.Limit - window.Spent - account.WrittenOff(quota.Id, window.Start);
        if (ask.Need > unspent && ask.Need <= definition.Limit && definition.AlertThresholds.Contains(Exhausted))
        {
            Cross(window, definition, Exhausted, account.Now, isByRefusal: window.Spent < definition.Limit);
        }
    }

    /// <summary>Applies what an instance says about an alert; nothing where its window is folded away.</summary>
    public static void Handle(AccountState account, string kind, AlertOperation operation)
    {
        if (kind == AlertOperation.Refused)
        {
            // Whoever refused by itself knows no window: it means the one that is on.
            var now = account.Find(operation.Quota) is { Definition.IsBucket: false } refusing ? refusing.Current(account.Now).Start : 0;
            Refuse(account, new SliceAsk(operation.Quota, now, operation.Need, operation.Need));
            return;
        }

        var window = account.Find(operation.Quota)?.Find(operation.Window);
        if (window?.Alerts?.Find(alert => alert.Threshold == operation.Threshold) is not { } alert)
        {
            return;
        }

        if (kind == AlertOperation.Done)
        {
            alert.Finish();
        }
        else
        {
            alert.Claim(operation.Incarnation, Math.Min(operation.Until, account.Now + LongestClaimMs), account.Now);
        }
    }

    private static int Reached(QuotaDefinition definition, long spent)
    {
        var reached = 0;
        foreach (var threshold in definition.AlertThresholds)
        {
            reached = (Int128)spent * 100 >= (Int128)definition.Limit * threshold ? Math.Max(reached, threshold) : reached;
        }

        return reached;
    }

    // Rising thresholds only: that bounds the list, too.
    private static void Cross(WindowTotals window, QuotaDefinition definition, int threshold, long now, bool isByRefusal)
    {
        if (threshold == 0 || window.Alerts is [.., var last] && last.Threshold >= threshold)
        {
            return;
        }

        window.Alerts ??= [];
        window.Alerts.Add(new ThresholdAlert
        {
            Threshold = threshold,
            CrossedAt = now,
            Spent = window.Spent,
            Limit = definition.Limit,
            IsByRefusal = isByRefusal,
        });
    }
}
