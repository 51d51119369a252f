namespace Tollgate.UpstreamSimulator;

/// <content>Replies that are slow, break off, or arrive in odd pieces.</content>
public sealed partial class Fault
{
    /// <summary>Never answers; the exchange ends when the client gives up.</summary>
    public static Fault Hang { get; } = new("hang", Paced(pacing => pacing with { NeverAnswers = true }));

    /// <summary>The status line waits for <see cref="SimulatorHost.ReleaseNext"/>.</summary>
    public static Fault Hold { get; } = new("hold", Paced(pacing => pacing with { HeadersGated = true }));

    /// <summary>Each write, the first included, waits for <see cref="SimulatorHost.ReleaseNext"/>; headers are sent at once.</summary>
    public static Fault Drip { get; } = new("drip", Paced(pacing => pacing with { WritesGated = true }));

    /// <summary>The same at a gate of the test's own, for several streams at once.</summary>
    public static Fault DripAt(StreamGate gate) => new("drip", Paced(pacing => pacing with { WritesGated = true, Gate = gate }));

    /// <summary>The status line waits for a gate of the test's own.</summary>
    public static Fault HoldAt(StreamGate gate) => new("hold", Paced(pacing => pacing with { HeadersGated = true, Gate = gate }));

    /// <summary>So many milliseconds, by the host's clock, before the status line.</summary>
    public static Fault Delay(int milliseconds) => new(
        $"delay-{milliseconds}",
        Paced(pacing => pacing with { BeforeHeaders = TimeSpan.FromMilliseconds(milliseconds) }));

    /// <summary>So many milliseconds, by the host's clock, before each write.</summary>
    public static Fault Pace(int milliseconds) => new(
        $"pace-{milliseconds}",
        Paced(pacing => pacing with { BeforeWrites = TimeSpan.FromMilliseconds(milliseconds) }));

    /// <summary>Writes at most <paramref name="bytes"/> at once: with 1, boundaries fall everywhere, also within a character.</summary>
    public static Fault Split(int bytes) => new($"split-{bytes}", Paced(pacing => pacing with { WriteSize = bytes }));

    /// <summary>Resets the connection after <paramref name="pieces"/>: events of a stream, bytes of a whole body.</summary>
    public static Fault CutAfter(int pieces) => new($"cut-after-{pieces}", Broken(BreakageKind.Cut, pieces));

    /// <summary>Falls silent after <paramref name="pieces"/>, as above, and keeps the connection open.</summary>
    public static Fault StallAfter(int pieces) => new($"stall-after-{pieces}", Broken(BreakageKind.Stall, pieces));

    private static Func<Reply, Reply> Paced(Func<Pacing, Pacing> change) => reply => reply with { Pacing = change(reply.Pacing) };

    private static Func<Reply, Reply> Broken(BreakageKind kind, int pieces) => reply => reply with { Breakage = new Breakage(kind, pieces) };
}
