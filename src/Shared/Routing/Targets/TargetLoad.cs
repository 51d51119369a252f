namespace Tollgate.Routing.Targets;

/// <summary>How busy and how fast one deployment is, as this instance sees it. Read and written from many threads, without a lock.</summary>
internal sealed class TargetLoad(TimeProvider time)
{
    /// <summary>
    /// No longer pause is believed. Limits by the minute are renewed by then; of a limit by the day, or a wrong header, one refused
    /// request in so long is a small price for hearing of it when the provider takes requests again.
    /// </summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>Of a delay that one request in twenty exceeds, three in a row are one in eight thousand: no chance.</summary>
    private const int TooOften = 3;

    /// <summary>How long others are asked first then; one more loss, and it begins anew.</summary>
    private static readonly TimeSpan Breather = TimeSpan.FromSeconds(10);

    /// <summary>Latencies seen this long ago count for a third.</summary>
    private static readonly double Decay = TimeSpan.FromSeconds(10).Ticks;

    /// <summary>What was seen of a target that nobody has asked for so long is believed to a third.</summary>
    private static readonly double Fading = TimeSpan.FromMinutes(1).Ticks;

    private int _inFlight;
    private long _latencyTicks;
    private long _seenAt;
    private long _throttledUntil;
    private long _sparedUntil;
    private int _overtaken;

    /// <summary>Requests under way.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Until its first byte, as a moving average that jumps up at once and comes down slowly; zero while nothing was seen.</summary>
    public TimeSpan Latency => new(Volatile.Read(ref _latencyTicks));

    /// <summary>
    /// What a further request has to expect. Those under way slow a target down, but far less than in proportion: in proportion, a
    /// slow target would look as good as a busy fast one. Zero for a target that nobody has asked yet, so that somebody does; and
    /// what was seen long ago fades, so that one that was slow is tried again.
    /// </summary>
    public double Expected => Latency.Ticks * Math.Exp(-SinceSeen(time.GetTimestamp()) / Fading) * Math.Sqrt(InFlight + 1);

    /// <summary>It asked for a pause, which is not over.</summary>
    public bool IsThrottled => Volatile.Read(ref _throttledUntil) > time.GetTimestamp();

    /// <summary>Time until it takes requests again; zero if it does.</summary>
    public TimeSpan ThrottledFor => Until(Volatile.Read(ref _throttledUntil));

    /// <summary>It is about to run into a limit of its own, or is too slow lately: asked all the same where no other can be.</summary>
    public bool IsSpared => Volatile.Read(ref _sparedUntil) > time.GetTimestamp();

    /// <summary>Time until it is asked like any other.</summary>
    public TimeSpan SparedFor => Until(Volatile.Read(ref _sparedUntil));

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
            var weight = Math.Exp(-SinceSeen(now) / Decay);
            Volatile.Write(ref _latencyTicks, Math.Max(1, (long)((before * weight) + (latency.Ticks * (1 - weight)))));
        }

        Volatile.Write(ref _seenAt, now);
    }

    /// <summary>It answered before any other that was asked beside it.</summary>
    public void Answered() => Volatile.Write(ref _overtaken, 0);

    /// <summary>
    /// Another target that was asked later answered sooner, and this one was given up. Nobody will know whether it would have answered:
    /// one that hangs would otherwise be asked first for ever, as it never gets to fail.
    /// </summary>
    public void Overtaken()
    {
        if (Interlocked.Increment(ref _overtaken) >= TooOften)
        {
            Spare(Breather);
        }
    }

    /// <summary>It asked to be left alone for a while; <see cref="LongestPause"/> at the most.</summary>
    public void Throttle(TimeSpan pause)
    {
        var until = After(pause < LongestPause ? pause : LongestPause);
        if (until > Volatile.Read(ref _throttledUntil))
        {
            Volatile.Write(ref _throttledUntil, until);
        }
    }

    /// <summary>Little is left of its limits until so much later; zero if there is plenty. The last word counts.</summary>
    public void Spare(TimeSpan pause) => Volatile.Write(ref _sparedUntil, After(pause));

    /// <summary>An administrator knows better: it takes requests again.</summary>
    public void Lift()
    {
        Volatile.Write(ref _throttledUntil, 0);
        Volatile.Write(ref _sparedUntil, 0);
        Volatile.Write(ref _overtaken, 0);
    }

    private TimeSpan Until(long timestamp)
    {
        var now = time.GetTimestamp();
        return timestamp > now ? time.GetElapsedTime(now, timestamp) : TimeSpan.Zero;
    }

    private long SinceSeen(long now) => time.GetElapsedTime(Volatile.Read(ref _seenAt), now).Ticks;

    private long After(TimeSpan pause) => time.GetTimestamp() + (long)(pause.TotalSeconds * time.TimestampFrequency);
}
