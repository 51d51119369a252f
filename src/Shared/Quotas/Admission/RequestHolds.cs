using Tollgate.Quotas.Ledger;

namespace Tollgate.Quotas.Admission;

/// <summary>
/// What a request has reserved. With its caller it holds what its attempts were billed so far and the most that those under way can
/// cost, of which there are two at the most; each of them holds its part of its deployment's limits. Ended once, by
/// <see cref="Settle"/> or <see cref="Release"/>. For one thread at a time.
/// </summary>
internal sealed class RequestHolds
{
    private Hold _first;
    private List<(Hold Hold, QuotaAmounts Amounts)>? _topUps;
    private QuotaAmounts _held;
    private QuotaAmounts _billed = new(0, 0, 0);
    private bool _hasCaller;
    private AttemptHold? _running;
    private AttemptHold? _beside;

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

    public void Begin(AttemptHold attempt)
    {
        if (_running is null)
        {
            _running = attempt;
        }
        else
        {
            _beside = attempt;
        }
    }

    /// <summary>The request lives on without this attempt: what it was billed stays booked, with its deployment and with the caller.</summary>
    /// <param name="attempt">Null: nothing limited it.</param>
    /// <param name="billed">For it.</param>
    public void End(AttemptHold? attempt, in QuotaAmounts billed)
    {
        Let(attempt, billed);
        _billed = Sum(_billed, billed with { Requests = 0 });
    }

    /// <summary>Books what the last attempt was billed, and those before it, in place of what was reserved.</summary>
    /// <param name="attempt">Null: nothing limited it, or none was left.</param>
    /// <param name="billed">For it.</param>
    public void Settle(AttemptHold? attempt, in QuotaAmounts billed)
    {
        Let(attempt, billed);
        LetUnasked();
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
        LetUnasked();
        _first.Release();
        _topUps?.ForEach(topUp => topUp.Hold.Release());
    }

    private long? Missing(in QuotaAmounts attempt, QuotaUnit unit)
    {
        var counted = (Int128)(_billed[unit] ?? 0) + (_running?.OfCaller[unit] ?? 0) + (_beside?.OfCaller[unit] ?? 0);
        var missing = (attempt[unit] ?? 0) + counted - Held(unit);
        return missing > 0 ? long.CreateSaturating(missing) : null;
    }

    private void Let(AttemptHold? attempt, in QuotaAmounts billed)
    {
        attempt?.End(billed);
        _running = ReferenceEquals(_running, attempt) ? null : _running;
        _beside = ReferenceEquals(_beside, attempt) ? null : _beside;
    }

    /// <summary>An attempt that was admitted, but given up before its provider was asked, was billed nothing.</summary>
    private void LetUnasked()
    {
        _running?.Release();
        _beside?.Release();
        (_running, _beside) = (null, null);
    }

    private static long Part(long? left, long? held) => Math.Clamp(left ?? 0, 0, held ?? 0);

    private static QuotaAmounts Sum(in QuotaAmounts left, in QuotaAmounts right) =>
        new(Sum(left.NanoUsd, right.NanoUsd), Sum(left.Requests, right.Requests), Sum(left.Tokens, right.Tokens));

    private static long Sum(long? left, long? right) => long.CreateSaturating((Int128)(left ?? 0) + (right ?? 0));
}
