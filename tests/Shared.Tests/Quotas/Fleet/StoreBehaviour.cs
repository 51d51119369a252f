namespace Tollgate.Tests.Quotas.Fleet;

/// <summary>How a simulated store treats what it is given.</summary>
internal sealed record StoreBehaviour
{
    /// <summary>Milliseconds until an operation is durably enqueued.</summary>
    public (int From, int To) Enqueue { get; init; } = (2, 5);

    /// <summary>Milliseconds from there until it is applied and visible.</summary>
    public (int From, int To) Deliver { get; init; } = (8, 25);

    /// <summary>Milliseconds of a read.</summary>
    public (int From, int To) Read { get; init; } = (2, 5);

    /// <summary>Share of the operations that arrive a second time, within ten seconds.</summary>
    public double Doubled { get; init; }

    /// <summary>Share of the operations that are held up for up to three seconds, so that later ones overtake them.</summary>
    public double HeldUp { get; init; }

    /// <summary>Hosts that apply operations have clocks so many seconds apart.</summary>
    public double ClockSpread { get; init; }

    public static StoreBehaviour Calm { get; } = new();

    public static StoreBehaviour Rough { get; } = new() { Doubled = 0.05, HeldUp = 0.01, ClockSpread = 5 };
}
