using System.Text.Json;
using Tollgate.State;

namespace Tollgate.Routing.Circuits.State;

/// <summary>
/// An administrator's word on one deployment. A kind of its own: code that does not know it must not take it for a
/// <see cref="CircuitCommand"/> on all of them.
/// </summary>
internal sealed record DeploymentCommand
{
    public const string Kind = "circuit.hold";

    public required string Deployment { get; init; }

    /// <summary>One of <see cref="CircuitCommand"/>'s.</summary>
    public required string Action { get; init; }

    /// <summary>Orders it among all commands of the provider, as <see cref="CircuitCommand.Revision"/> does.</summary>
    public required long Revision { get; init; }

    /// <summary>The id of the administrator's API key.</summary>
    public required string By { get; init; }

    public Envelope ToEnvelope(string id) => Envelope.Create(Kind, id, this, CircuitOperation.Version);

    public static DeploymentCommand? Decode(JsonElement payload) => CircuitOperation.Decode<DeploymentCommand>(payload) is { } command
        && CircuitCommand.IsAction(command.Action) && CircuitOperation.IsName(command.Deployment) && CircuitOperation.IsName(command.By)
        && CircuitOperation.IsRevision(command.Revision)
        ? command : null;

    /// <returns>True: it has been understood.</returns>
    public bool ApplyTo(CircuitState state, string id)
    {
        if (!TryKeep(state, new Hold(Deployment, CircuitCommand.ForcedBy(Action), Revision, id)))
        {
            return true;
        }

        // No trip and no probe from before it may open or close the circuit after it.
        var circuit = state.List(Deployment);
        circuit.MoveTo(isOpen: false, until: 0);
        circuit.Failures = 0;
        state.Note(Deployment, CircuitCommand.TransitionOf(Action), By, null);
        return true;
    }

    /// <summary>False: a later command is known.</summary>
    private static bool TryKeep(CircuitState state, Hold hold)
    {
        var before = state.Holds.Find(known => known.Deployment == hold.Deployment);
        if (before is null && state.Holds.Count >= CircuitState.MaxHolds)
        {
            // The latest are kept, whatever order they come in: one that gives way now would at any time.
            before = state.Holds.Aggregate(static (oldest, known) => oldest.IsAfter(known.Revision, known.CommandId) ? known : oldest);
        }

        if (!state.IsInForce(hold) || (before is not null && !hold.IsAfter(before.Revision, before.CommandId)))
        {
            return false;
        }

        state.Holds.RemoveAll(known => ReferenceEquals(known, before));
        state.Holds.Add(hold);
        return true;
    }
}
