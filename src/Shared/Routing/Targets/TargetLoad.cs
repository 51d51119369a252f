namespace Tollgate.Routing.Targets;

/// <summary>How busy and how fast one deployment is, as this instance sees it. Read and written from many threads, without a lock.</summary>
internal sealed class TargetLoad(TimeProvider time)
{
    /// <summary>Latencies seen this long ago count for a third.</summary>
    private static readonly double Decay = TimeSpan.FromSeconds(10).Ticks;

    private int _inFlight;
    private long _latencyTicks;
    private long _seenAt;
    private long _throttledUntil;

    /// <summary>Requests under way.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Until its first byte, as a moving average that jumps up at once and comes down slowly; zero while nothing was seen.</summary>
    public TimeSpan Latency => new(Volatile.Read(ref _latencyTicks));

    /// <summary>
    /// What a further request has to expect: those under way share the target's attention. Zero for a target that nobody has
    /// asked yet, so that somebody does.
    /// </summary>
    public double Expected => Latency.Ticks * (InFlight + 1.0);

    /// <summary>When it said it would take requests again; in the past if it never asked for a pause.</summary>
    public bool IsThrottled => Volatile.Read(ref _throttledUntil) > time.GetTimestamp();

    /// <summary>Time until it takes requests again; zero if it does.</summary>
    public TimeSpan ThrottledFor => IsThrottled ? time.GetElapsedTime(time.GetTimestamp(), Volatile.Read(ref _throttledUntil)) : TimeSpan.Zero;

    public void Begin() => Interlocked.Increment(ref _inFlight);

    public void End() => Interlocked.Decrement(ref _inFlight);

    /// <summary>Takes in how long it took to the first byte. A race loses one sample, which an average can bear.</summary>
    public void Saw(TimeSpan latency)
    {
        var now = time.GetTimestamp();
        var before = Volatile.Read(ref _latencyTicks);
        if (before == 0 || latency.Ticks > before)
        {
            Volatile.Write(ref _latencyTicks, Math.Max(1, latency.Ticks));
        }
        else
        {
            var weight = Math.Exp(-time.GetElapsedTime(Volatile.Read(ref _seenAt), now).Ticks / Decay);
            Volatile.Write(ref _latencyTicks, Math.Max(1, (long)((before * weight) + (latency.Ticks * (1 - weight)))));
        }

        Volatile.Write(ref _seenAt, now);
    }

    /// <summary>It asked to be left alone for a while.</summary>
    public void Throttle(TimeSpan pause)
    {
        var until = time.GetTimestamp() + (long)(pause.TotalSeconds * time.TimestampFrequency);
        if (until > Volatile.Read(ref _throttledUntil))
        {
            Volatile.Write(ref _throttledUntil, until);
        }
    }
}
