namespace Tollgate.SelfHost.State;

/// <summary>The first line of a snapshot; then follow its entities and its scheduled operations, one a line.</summary>
internal sealed record SnapshotHeader
{
    public const int CurrentFormat = 1;

    public int Format { get; init; } = CurrentFormat;

    /// <summary>The first journal that is not contained in the snapshot.</summary>
    public required long NextJournal { get; init; }

    public required int Entities { get; init; }

    /// <summary>Operations whose time has not come.</summary>
    public required int Scheduled { get; init; }
}
