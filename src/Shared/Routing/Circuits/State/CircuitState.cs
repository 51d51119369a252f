using System.Text.Json;
using System.Text.Json.Serialization;
using Tollgate.State;

namespace Tollgate.Routing.Circuits.State;

/// <summary>
/// The circuits of one provider's deployments, as the whole fleet shares them. Each transition names the revision it goes out
/// from: a late or doubled one finds another revision and changes nothing.
/// </summary>
public sealed class CircuitState : IEntityState<CircuitState>
{
    internal const int MaxCircuits = 64;
    internal const int MaxTransitions = 20;
    internal const int MaxHolds = 32;

    public static string Kind => "circuit";

    public static CircuitState Empty => new();

    /// <summary>The latest time that any operation brought, Unix milliseconds: it never runs backwards, whichever host applies the next one.</summary>
    public long LatestSeen { get; set; }

    /// <summary>The revision of every circuit that is not listed: closed since then.</summary>
    public long Floor { get; set; }

    public List<Circuit> Circuits { get; set; } = [];

    /// <summary>What an administrator holds all circuits in but those of <see cref="Holds"/>: <c>open</c> or <c>closed</c>; null leaves them to themselves.</summary>
    public string? Forced { get; set; }

    /// <summary>Of the last command that counted: the highest wins.</summary>
    public long CommandRevision { get; set; }

    /// <summary>Its id, which decides between two of the same revision.</summary>
    public string CommandId { get; set; } = "";

    /// <summary>
    /// The last command on each deployment that had one since the last on all. Code that does not know them leaves them in place when it
    /// applies a command on all: ask <see cref="IsInForce"/>.
    /// </summary>
    public List<Hold> Holds { get; set; } = [];

    /// <summary>The last ones, oldest first; for people.</summary>
    public List<CircuitTransition> Transitions { get; set; } = [];

    public RejectedOperations Rejected { get; set; } = new();

    /// <summary>Members of newer code, kept for it.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    internal static EntityKey KeyFor(string provider) => EntityKey.Create(Kind, provider);

    public static CircuitState Apply(CircuitState state, Envelope operation, DateTimeOffset now)
    {
        state.LatestSeen = Math.Max(state.LatestSeen, now.ToUnixTimeMilliseconds());
        var isKnown = operation switch
        {
            { Version: CircuitOperation.Version, Kind: CircuitTrip.Kind } => CircuitTrip.Decode(operation.Payload)?.ApplyTo(state),
            { Version: CircuitOperation.Version, Kind: ProbeClaim.Kind } => ProbeClaim.Decode(operation.Payload)?.ApplyTo(state),
            { Version: CircuitOperation.Version, Kind: ProbeResult.Kind } => ProbeResult.Decode(operation.Payload)?.ApplyTo(state),
            { Version: CircuitOperation.Version, Kind: CircuitCommand.Kind } => CircuitCommand.Decode(operation.Payload)?.ApplyTo(state, operation.Id),
            { Version: CircuitOperation.Version, Kind: DeploymentCommand.Kind } => DeploymentCommand.Decode(operation.Payload)?.ApplyTo(state, operation.Id),
            _ => null,
        };
        if (isKnown is null)
        {
            state.Rejected.Record(operation.Id);
        }

        return state;
    }

    /// <summary>By a loop, as requests ask: a predicate would be allocated for each.</summary>
    internal Circuit? Find(string deployment)
    {
        foreach (var circuit in Circuits)
        {
            if (circuit.Deployment == deployment)
            {
                return circuit;
            }
        }

        return null;
    }

    internal bool IsInForce(Hold hold) => hold.IsAfter(CommandRevision, CommandId);

    /// <summary>The command on this one deployment that is in force; null: none is.</summary>
    internal Hold? HoldOf(string deployment)
    {
        foreach (var hold in Holds)
        {
            if (hold.Deployment == deployment)
            {
                return IsInForce(hold) ? hold : null;
            }
        }

        return null;
    }

    /// <summary>What an administrator holds a deployment's circuit in: <c>open</c> or <c>closed</c>; null leaves it to itself.</summary>
    internal string? ForcedOf(string deployment) => HoldOf(deployment) is { } hold ? hold.Forced : Forced;

    /// <summary>The highest revision of any command.</summary>
    internal long LastCommand => Holds.Aggregate(CommandRevision, static (highest, hold) => Math.Max(highest, hold.Revision));

    /// <summary>Revision of the last command that a deployment obeys; null: of the last on all.</summary>
    internal long LastCommandOn(string? deployment) => deployment is not null && HoldOf(deployment) is { } hold ? hold.Revision : CommandRevision;

    /// <summary>Whether a command on this deployment would push out no other's.</summary>
    internal bool HasRoomFor(string deployment) => HoldOf(deployment) is not null || Holds.Count(IsInForce) < MaxHolds;

    /// <summary>The circuit of a deployment, listed from now on.</summary>
    internal Circuit List(string deployment)
    {
        if (Find(deployment) is { } found)
        {
            return found;
        }

        if (Circuits.Count >= MaxCircuits)
        {
            // Behind a provider that serves any name there are as many as callers make up. A closed one is missed least.
            Circuits.Remove(Circuits.Find(circuit => !circuit.IsOpen) ?? Circuits.MinBy(circuit => circuit.Until)!);
        }

        var circuit = new Circuit { Deployment = deployment, Revision = Floor };
        Circuits.Add(circuit);
        return circuit;
    }

    internal void Note(string? deployment, string to, string by, string? reason)
    {
        Transitions.Add(new CircuitTransition { At = LatestSeen, Deployment = deployment, To = to, By = by, Reason = reason });
        if (Transitions.Count > MaxTransitions)
        {
            Transitions.RemoveAt(0);
        }
    }
}
