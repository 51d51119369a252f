using Tollgate.State;

namespace Tollgate.Tests.Durable;

/// <summary>The least of entities: remembers the kinds and ids of its operations, each id once.</summary>
public sealed class NoteState : IEntityState<NoteState>
{
    public static string Kind => "note";

    public static NoteState Empty => new();

    public List<string> Notes { get; set; } = [];

    public DateTimeOffset AppliedAt { get; set; }

    public static NoteState Apply(NoteState state, Envelope operation, DateTimeOffset now)
    {
        var note = $"{operation.Kind} {operation.Id} {operation.Payload}";
        if (!state.Notes.Contains(note))
        {
            state.Notes.Add(note);
        }

        state.AppliedAt = now;
        return state;
    }
}
