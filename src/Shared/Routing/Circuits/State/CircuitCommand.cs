using System.Text.Json;
using Tollgate.State;

namespace Tollgate.Routing.Circuits.State;

/// <summary>An administrator's word on all circuits of a provider. The last one holds until the next, and ends what was said before it of single ones.</summary>
internal sealed record CircuitCommand
{
    public const string Kind = "circuit.command";

    public const string Open = "open";
    public const string Close = "close";
    public const string Reset = "reset";

    /// <summary>One of the above.</summary>
    public required string Action { get; init; }

    /// <summary>Orders commands: the sender's time in Unix milliseconds, or one more than the last command's.</summary>
    public required long Revision { get; init; }

    /// <summary>The id of the administrator's API key.</summary>
    public required string By { get; init; }

    public Envelope ToEnvelope(string id) => Envelope.Create(Kind, id, this, CircuitOperation.Version);

    public static CircuitCommand? Decode(JsonElement payload) => CircuitOperation.Decode<CircuitCommand>(payload) is { } command
        && IsAction(command.Action) && CircuitOperation.IsName(command.By) && CircuitOperation.IsRevision(command.Revision)
        ? command : null;

    public static bool IsAction(string? action) => action is Open or Close or Reset;

    /// <summary>What it holds a circuit in; null leaves it to itself.</summary>
    public static string? ForcedBy(string action) => action switch
    {
        Open => "open",
        Close => "closed",
        _ => null,
    };

    /// <summary>What the history and the metrics call it.</summary>
    public static string TransitionOf(string action) => action switch
    {
        Open => CircuitTransition.ForcedOpen,
        Close => CircuitTransition.ForcedClosed,
        _ => CircuitTransition.Reset,
    };

    /// <returns>True: it has been understood.</returns>
    public bool ApplyTo(CircuitState state, string id)
    {
        if ((Revision, string.CompareOrdinal(id, state.CommandId)).CompareTo((state.CommandRevision, 0)) <= 0)
        {
            return true;
        }

        (state.CommandRevision, state.CommandId) = (Revision, id);
        state.Forced = ForcedBy(Action);
        state.Holds.RemoveAll(hold => !state.IsInForce(hold));

        // Whatever command comes last, nothing from before it may open or close a circuit after it.
        state.Floor = state.Circuits.Aggregate(state.Floor, (highest, circuit) => Math.Max(highest, circuit.Revision)) + 1;
        state.Circuits.Clear();
        state.Note(null, TransitionOf(Action), By, null);
        return true;
    }
}
