namespace Tollgate.Quotas.Ledger;

/// <summary>
/// What this instance may spend of one quota in one window. Reserving and settling are lock-free and happen on any thread;
/// everything else belongs to whoever holds the account's gate.
/// </summary>
internal sealed class LocalSlice(string quota, QuotaUnit unit, long window, long end, ISliceTrail? trail = null)
{
    // Far below any debt: a frozen slice gives nothing, and settling a hold of it still adds up.
    private const long Frozen = -(1L << 62);

    private long _free;
    private long _settled;
    private long _usableUntil = end;
    private long _lastAmount;

    public string Quota { get; } = quota;

    public QuotaUnit Unit { get; } = unit;

    /// <summary>Start of its window, Unix milliseconds; 0 for a bucket.</summary>
    public long Window { get; } = window;

    /// <summary>End of its window, Unix milliseconds.</summary>
    public long End { get; } = end;

    /// <summary>Leased by the account so far.</summary>
    public long Granted { get; private set; }

    /// <summary>Handed back to the account so far.</summary>
    public long Returned { get; private set; }

    /// <summary>The part of <see cref="Returned"/> that the account was seen to have.</summary>
    public long ReturnedSeen { get; set; }

    /// <summary>May be spent without a lease: in fast mode, or under the outage policy. Negative when others have spent it all.</summary>
    public long Credit { get; private set; }

    /// <summary>The account has been told that nothing more will come.</summary>
    public bool IsFinal { get; set; }

    public long Settled => Interlocked.Read(ref _settled);

    /// <summary>What can be reserved; negative while more was billed than was there.</summary>
    public long Free
    {
        get
        {
            var free = Interlocked.Read(ref _free);
            return IsFrozenAt(free) ? free - Frozen : free;
        }
    }

    public bool IsFrozen => IsFrozenAt(Interlocked.Read(ref _free));

    /// <summary>Reserved by requests in flight.</summary>
    public long Held => Granted + Credit - Returned - Settled - Free;

    /// <summary>Reserved or spent: what has been consumed of all that was granted.</summary>
    public long Consumed => Granted + Credit - Returned - Free;

    /// <summary>The latest reservation.</summary>
    public long LastAmount => Volatile.Read(ref _lastAmount);

    /// <summary>Unix milliseconds by this instance's clock.</summary>
    public long UsableUntil
    {
        get => Volatile.Read(ref _usableUntil);
        set => Volatile.Write(ref _usableUntil, value);
    }

    public bool TryTake(long amount)
    {
        var free = Volatile.Read(ref _free);
        while (free >= amount)
        {
            var seen = Interlocked.CompareExchange(ref _free, free - amount, free);
            if (seen == free)
            {
                Volatile.Write(ref _lastAmount, amount);
                trail?.Take(amount);
                return true;
            }

            free = seen;
        }

        return false;
    }

    public void Settle(long held, long billed)
    {
        trail?.Settle(held, billed);
        Interlocked.Add(ref _settled, billed);
        Interlocked.Add(ref _free, held - billed);
    }

    /// <summary>Learns the cumulative grant; what arrives after the freeze goes straight back.</summary>
    public void Grant(long granted)
    {
        var more = granted - Granted;
        if (more <= 0)
        {
            return;
        }

        Granted = granted;
        if (IsFrozen)
        {
            Returned += more;
        }
        else
        {
            Interlocked.Add(ref _free, more);
        }
    }

    /// <summary>Learns what the account has taken back by itself.</summary>
    public void Forfeit(long returned)
    {
        var more = returned - Returned;
        if (more > 0)
        {
            Returned = returned;
            Interlocked.Add(ref _free, -more);
        }
    }

    public void SetCredit(long credit)
    {
        Interlocked.Add(ref _free, credit - Credit);
        Credit = credit;
    }

    /// <summary>Hands back up to <paramref name="most"/> of what nobody has reserved.</summary>
    public void HandBack(long most)
    {
        var free = Free;
        var amount = Math.Min(Math.Min(most, free), Granted - Returned - Settled);
        if (amount > 0 && Interlocked.CompareExchange(ref _free, free - amount, free) == free)
        {
            Returned += amount;
        }
    }

    /// <summary>Ends reserving; what is not reserved is handed back.</summary>
    public void Freeze()
    {
        if (IsFrozen)
        {
            return;
        }

        var free = Interlocked.Add(ref _free, Frozen) - Frozen;
        var back = Math.Min(free, Granted - Returned - Settled);
        if (back > 0)
        {
            Interlocked.Add(ref _free, -back);
            Returned += back;
        }
    }

    /// <summary>Takes a freeze back: a request came in between.</summary>
    public void Thaw()
    {
        if (IsFrozen)
        {
            Interlocked.Add(ref _free, -Frozen);
        }
    }

    /// <summary>The account has it booked for good.</summary>
    public void Forget() => trail?.Forget();

    private static bool IsFrozenAt(long free) => free < Frozen / 2;
}
