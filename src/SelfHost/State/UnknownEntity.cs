using System.Text.Json;
using Tollgate.State;

namespace Tollgate.SelfHost.State;

/// <summary>
/// An entity of a kind that this version does not know, left by a newer one: kept as it is, with the operations that came
/// after it, so that going back a version and forward again loses nothing.
/// </summary>
internal sealed class UnknownEntity : Entity
{
    private readonly List<UnappliedOperation> _unapplied = [];
    private JsonElement? _state;

    public override object? State => _state;

    public override IReadOnlyList<UnappliedOperation> Unapplied => _unapplied;

    public override bool IsSpent => false;

    public override void Apply(Envelope operation, DateTimeOffset now) => _unapplied.Add(new UnappliedOperation(now, operation));

    public override void Restore(JsonElement? state, IReadOnlyList<UnappliedOperation> unapplied)
    {
        _state = state;
        _unapplied.AddRange(unapplied);
    }
}
