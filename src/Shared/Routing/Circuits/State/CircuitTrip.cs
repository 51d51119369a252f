using System.Text.Json;
using Tollgate.State;

namespace Tollgate.Routing.Circuits.State;

/// <summary>An instance has seen too many failures: opens a closed circuit for all.</summary>
internal sealed record CircuitTrip
{
    public const string Kind = "circuit.trip";

    public required string Deployment { get; init; }

    /// <summary>Of the closed circuit that is to open, as the sender saw it.</summary>
    public required long Revision { get; init; }

    /// <summary>How long it is to stay open, in milliseconds.</summary>
    public required long OpenFor { get; init; }

    /// <summary>The sender's incarnation.</summary>
    public required string By { get; init; }

    /// <summary>In a row.</summary>
    public int Failures { get; init; }

    /// <summary>Code of the last failure.</summary>
    public string? Reason { get; init; }

    public Envelope ToEnvelope() => Envelope.Create(Kind, $"{By}.{Deployment}.{Revision}", this, CircuitOperation.Version);

    public static CircuitTrip? Decode(JsonElement payload) => CircuitOperation.Decode<CircuitTrip>(payload) is { } trip
        && CircuitOperation.IsName(trip.Deployment) && CircuitOperation.IsName(trip.By) && trip.Reason is not { Length: > 256 }
        && CircuitOperation.IsRevision(trip.Revision) && CircuitOperation.IsSpan(trip.OpenFor) && trip.Failures >= 0
        ? trip : null;

    /// <returns>True: it has been understood.</returns>
    public bool ApplyTo(CircuitState state)
    {
        var revision = state.Find(Deployment)?.Revision ?? state.Floor;

        // A higher one than ours was seen before this state forgot the circuit.
        if (Revision < revision)
        {
            return true;
        }

        var circuit = state.List(Deployment);
        circuit.Revision = Revision;
        circuit.MoveTo(isOpen: true, state.LatestSeen + OpenFor);
        circuit.Failures = Failures;
        state.Note(Deployment, CircuitTransition.Open, By, Reason);
        return true;
    }
}
