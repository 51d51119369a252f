using Tollgate.Quotas.Ledger;

namespace Tollgate.Quotas.Admission;

/// <summary>
/// What a request has reserved. With its caller it holds what its attempts were billed so far and the most that the running one
/// can cost; the running attempt holds its part of the deployment's limits. Ended once, by <see cref="Settle"/> or <see cref="Release"/>.
/// </summary>
internal sealed class RequestHolds
{
    private Hold _first;
    private List<(Hold Hold, QuotaAmounts Amounts)>? _topUps;
    private QuotaAmounts _held;
    private QuotaAmounts _billed = new(0, 0, 0);
    private bool _hasCaller;

    /// <summary>The attempt that has not ended; null before the first and between two, and where nothing limits the request.</summary>
    public Attempt? Running { get; private set; }

    /// <summary>What the caller's limits have to give, beyond what they gave, for one more attempt. Units that lack nothing are null.</summary>
    public QuotaAmounts Missing(in QuotaAmounts attempt) => _hasCaller
        ? new QuotaAmounts(Missing(attempt, QuotaUnit.Usd), Requests: null, Missing(attempt, QuotaUnit.Tokens))
        : attempt;

    /// <summary>Held of the caller's limits in all.</summary>
    public long Held(QuotaUnit unit) => _held[unit] ?? 0;

    public void AddOfCaller(Hold hold, in QuotaAmounts amounts)
    {
        if (_hasCaller)
        {
            (_topUps ??= []).Add((hold, amounts));
            _held = Sum(_held, amounts);
        }
        else
        {
            (_first, _held, _hasCaller) = (hold, amounts, true);
        }
    }

    public void Begin(Attempt attempt) => Running = attempt;

    /// <summary>Another attempt may follow: what this one was billed stays booked, with its deployment and with the caller.</summary>
    public void EndAttempt(in QuotaAmounts billed)
    {
        Running?.End(billed);
        Running = null;
        _billed = Sum(_billed, billed with { Requests = 0 });
    }

    /// <summary>Books what the last attempt was billed, and those before it, in place of what was reserved.</summary>
    public void Settle(in QuotaAmounts billed)
    {
        Running?.End(billed);
        var left = Sum(_billed, billed);
        for (var i = 0; i < _topUps?.Count; i++)
        {
            // A top-up takes what it was made for; what exceeds all of them is the first hold's.
            var (hold, amounts) = _topUps[i];
            var part = new QuotaAmounts(Part(left.NanoUsd, amounts.NanoUsd), 0, Part(left.Tokens, amounts.Tokens));
            hold.Settle(part);
            left = left with { NanoUsd = left.NanoUsd - part.NanoUsd, Tokens = left.Tokens - part.Tokens };
        }

        _first.Settle(left);
    }

    public void Release()
    {
        Running?.Release();
        _first.Release();
        _topUps?.ForEach(topUp => topUp.Hold.Release());
    }

    private long? Missing(in QuotaAmounts attempt, QuotaUnit unit)
    {
        var missing = (Int128)(attempt[unit] ?? 0) + (_billed[unit] ?? 0) - Held(unit);
        return missing > 0 ? long.CreateSaturating(missing) : null;
    }

    private static long Part(long? left, long? held) => Math.Clamp(left ?? 0, 0, held ?? 0);

    private static QuotaAmounts Sum(in QuotaAmounts left, in QuotaAmounts right) =>
        new(Sum(left.NanoUsd, right.NanoUsd), Sum(left.Requests, right.Requests), Sum(left.Tokens, right.Tokens));

    private static long Sum(long? left, long? right) => long.CreateSaturating((Int128)(left ?? 0) + (right ?? 0));
}
