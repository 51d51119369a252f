using System.Text.Json;
using Tollgate.State;

namespace Tollgate.SelfHost.State;

/// <summary>An entity whose reducer is registered.</summary>
internal sealed class KnownEntity<TState> : Entity
    where TState : class, IEntityState<TState>
{
    private TState _state = TState.Empty;

    public override object State => _state;

    public override bool IsSpent => TState.IsSpent(_state);

    public override void Apply(Envelope operation, DateTimeOffset now) => _state = TState.Apply(_state, operation, now);

    public override void Restore(JsonElement? state, IReadOnlyList<UnappliedOperation> unapplied)
    {
        _state = state?.Deserialize<TState>(StateJson.Options) ?? TState.Empty;
        foreach (var operation in unapplied)
        {
            Apply(operation.Operation, operation.At);
        }
    }
}
