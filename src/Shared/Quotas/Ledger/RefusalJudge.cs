namespace Tollgate.Quotas.Ledger;

/// <summary>Tells why a reservation did not succeed, from what this instance last knew of the account.</summary>
internal static class RefusalJudge
{
    /// <summary>The first of the account's quotas that is in the way; null when there seems to be room by now.</summary>
    public static (LocalQuota Quota, QuotaRefusal Refusal)? Judge(LocalAccount account, in QuotaRequest request, long nowMs)
    {
        foreach (var quota in account.Quotas)
        {
            if (quota.AppliesTo(request) && Judge(quota, request.Amounts[quota.Definition.Unit]!.Value, nowMs) is { } refusal)
            {
                return (quota, refusal);
            }
        }

        return null;
    }

    /// <summary>A refusal that is still believed, so that nobody need be asked.</summary>
    public static QuotaRefusal? Recall(LocalAccount account, in QuotaRequest request, long nowMs)
    {
        foreach (var quota in account.Quotas)
        {
            if (nowMs < quota.RefusedUntil && quota.AppliesTo(request)
                && Judge(quota, request.Amounts[quota.Definition.Unit]!.Value, nowMs) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    /// <summary>
    /// Believes for a while that the account has nothing more to give, where all that is missing is spent for good or reserved
    /// right here. Where some of it may come back nothing is remembered: a refusal is for the request that was refused.
    /// </summary>
    public static void Remember(LocalQuota quota, QuotaRefusal refusal, QuotaOptions options, long nowMs)
    {
        var resets = refusal.ResetsAt?.ToUnixTimeMilliseconds() ?? long.MaxValue;
        quota.RefusedInWindowTo = quota.IsLeased ? 0 : quota.WindowEnd;
        quota.RefusedUntil = quota.CanComeBack ? 0 : Math.Min(nowMs + (long)options.RefusalMemory.TotalMilliseconds, resets);
    }

    /// <summary>Nothing that others could do would help the request.</summary>
    public static bool IsHopeless(LocalAccount account, in QuotaRequest request, long nowMs) =>
        Judge(account, request, nowMs) is var (quota, refusal) && !CanOthersHelp(quota, refusal);

    /// <summary>Others have leased what is missing, and may hand it back.</summary>
    public static bool CanOthersHelp(LocalQuota quota, QuotaRefusal refusal) =>
        quota.IsLeased && quota.LeasedToOthers > 0 && refusal.Left + quota.LeasedToOthers >= refusal.Needed;

    public static QuotaRefusal Refuse(LocalQuota quota, long amount, QuotaRefusalReason reason, long nowMs) => new()
    {
        Quota = quota.Definition,
        Reason = reason,
        Needed = amount,
        Left = quota.Reachable,
        InFlight = InFlight(quota),
        ResetsAt = ResetsAt(quota, amount, nowMs),
    };

    private static QuotaRefusal? Judge(LocalQuota quota, long amount, long nowMs)
    {
        if (amount == 0 || amount <= quota.Reachable)
        {
            return null;
        }

        var reason = amount > quota.Definition.Limit ? QuotaRefusalReason.ExceedsLimit
            : quota.OutageCredit is not null ? QuotaRefusalReason.StoreUnavailable
            : amount <= quota.Reachable + InFlight(quota) ? QuotaRefusalReason.HoldsInFlight
            : QuotaRefusalReason.Spent;
        return Refuse(quota, amount, reason, nowMs);
    }

    private static long InFlight(LocalQuota quota) => Math.Max(0, quota.LeasedToOthers)
        + (quota.Active is { } active ? Math.Max(0, active.Held) + active.Returned - active.ReturnedSeen : 0);

    private static DateTimeOffset? ResetsAt(LocalQuota quota, long amount, long nowMs)
    {
        if (quota.Definition.IsBucket)
        {
            var missing = Math.Min(amount, quota.Definition.Limit) - quota.Reachable;
            return quota.Definition.RefillPerSecond > 0
                ? DateTimeOffset.FromUnixTimeMilliseconds(nowMs + (long)Math.Min(missing * 1000m / quota.Definition.RefillPerSecond, int.MaxValue))
                : null;
        }

        var end = Math.Max(quota.WindowEnd, quota.Active?.End ?? 0);
        return end is 0 or long.MaxValue ? null : DateTimeOffset.FromUnixTimeMilliseconds(end);
    }
}
