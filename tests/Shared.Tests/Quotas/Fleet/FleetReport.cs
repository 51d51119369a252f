using System.Globalization;

namespace Tollgate.Tests.Quotas.Fleet;

/// <summary>What a run came to.</summary>
internal sealed record FleetReport
{
    public required int Requests { get; init; }

    public required int Granted { get; init; }

    public required int Refused { get; init; }

    /// <summary>By quota and reason.</summary>
    public required IReadOnlyDictionary<string, int> Refusals { get; init; }

    /// <summary>Refused for the tenant's budget although it would have covered the request.</summary>
    public required int RefusedThoughAffordable { get; init; }

    /// <summary>Over all strict quotas, windows and moments.</summary>
    public required long Overspend { get; init; }

    public required int Signals { get; init; }

    public required int Reads { get; init; }

    /// <summary>Signals that book finished requests in the usage roll-ups.</summary>
    public required int UsageSignals { get; init; }

    /// <summary>Milliseconds that each granted request waited, ascending.</summary>
    public required IReadOnlyList<double> Waits { get; init; }

    /// <summary>All of them: every scope's signals and reads, and the usage roll-ups'.</summary>
    public double OperationsPer1000 => (Signals + Reads + UsageSignals) * 1000.0 / Math.Max(1, Requests);

    public double Wait(double share) => Waits.Count == 0 ? 0 : Waits[Math.Min(Waits.Count - 1, (int)(Waits.Count * share))];

    public double WaitedShare => Waits.Count == 0 ? 0 : Waits.Count(wait => wait > 0) / (double)Waits.Count;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"""
        requests {Requests}, granted {Granted}, refused {Refused}, refused though affordable {RefusedThoughAffordable}
        refused by {string.Join(", ", Refusals.Select(refusal => $"{refusal.Key}: {refusal.Value}"))}
        overspend {Overspend} (nano-dollars, requests and tokens together)
        durable operations {OperationsPer1000:0.0} per 1,000 requests ({Signals} signals, {Reads} reads, {UsageSignals} usage signals)
        added wait p50 {Wait(0.5):0.0} ms, p99 {Wait(0.99):0.0} ms, p99.9 {Wait(0.999):0.0} ms; {WaitedShare:0.00%} waited at all
        """);
}
