using System.Text.Json;
using Tollgate.State;

namespace Tollgate.Routing.Circuits.State;

/// <summary>How the trial of a half-open circuit went: success closes it, failure opens it again.</summary>
internal sealed record ProbeResult
{
    public const string Kind = "circuit.probed";

    public required string Deployment { get; init; }

    /// <summary>Of the open circuit.</summary>
    public required long Revision { get; init; }

    public required string Probe { get; init; }

    /// <summary>The sender's incarnation.</summary>
    public required string By { get; init; }

    /// <summary>Null: it was not made after all, and another may.</summary>
    public bool? Succeeded { get; init; }

    /// <summary>How long a failure keeps the circuit open, in milliseconds.</summary>
    public required long OpenFor { get; init; }

    /// <summary>Code of the failure.</summary>
    public string? Reason { get; init; }

    public Envelope ToEnvelope() => Envelope.Create(Kind, $"{Probe}.result", this, CircuitOperation.Version);

    public static ProbeResult? Decode(JsonElement payload) => CircuitOperation.Decode<ProbeResult>(payload) is { } result
        && CircuitOperation.IsName(result.Deployment) && CircuitOperation.IsName(result.By) && CircuitOperation.IsName(result.Probe)
        && CircuitOperation.IsRevision(result.Revision) && CircuitOperation.IsSpan(result.OpenFor) && result.Reason is not { Length: > 256 }
        ? result : null;

    /// <returns>True: it has been understood.</returns>
    public bool ApplyTo(CircuitState state)
    {
        // One that lost its turn is not heard any more: whoever has it now will tell.
        if (state.Find(Deployment) is not { IsOpen: true } circuit || circuit.Revision != Revision || circuit.Probe?.Id != Probe)
        {
            return true;
        }

        switch (Succeeded)
        {
            case true:
                circuit.MoveTo(isOpen: false, until: 0);
                state.Note(Deployment, CircuitTransition.Closed, By, null);
                break;
            case false:
                circuit.MoveTo(isOpen: true, state.LatestSeen + OpenFor);
                state.Note(Deployment, CircuitTransition.Open, By, Reason);
                break;
            default:
                circuit.Probe = null;
                break;
        }

        return true;
    }
}
