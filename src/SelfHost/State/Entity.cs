using System.Text.Json;
using Tollgate.State;

namespace Tollgate.SelfHost.State;

/// <summary>One entity in memory.</summary>
internal abstract class Entity
{
    /// <summary>What the snapshot keeps: an object to serialise; null when there is only <see cref="Unapplied"/>.</summary>
    public abstract object? State { get; }

    /// <summary>Operations kept for a version that knows their reducer.</summary>
    public virtual IReadOnlyList<UnappliedOperation> Unapplied => [];

    /// <summary>May be dropped: see <see cref="IEntityState{TSelf}.IsSpent"/>.</summary>
    public abstract bool IsSpent { get; }

    public abstract void Apply(Envelope operation, DateTimeOffset now);

    /// <summary>Takes over what a snapshot kept.</summary>
    public abstract void Restore(JsonElement? state, IReadOnlyList<UnappliedOperation> unapplied);
}
