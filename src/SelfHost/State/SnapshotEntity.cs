using Tollgate.State;

namespace Tollgate.SelfHost.State;

/// <summary>A line of a snapshot: one entity.</summary>
internal sealed record SnapshotEntity
{
    public required EntityKey Entity { get; init; }

    /// <summary>The state itself when written, a <see cref="System.Text.Json.JsonElement"/> when read.</summary>
    public object? State { get; init; }

    public IReadOnlyList<UnappliedOperation> Unapplied { get; init; } = [];
}
