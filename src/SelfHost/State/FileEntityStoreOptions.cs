namespace Tollgate.SelfHost.State;

/// <summary>How SelfHost keeps its state.</summary>
internal sealed record FileEntityStoreOptions
{
    /// <summary>Where the state lives, relative to the working directory. Default: <c>.tollgate</c>.</summary>
    public string Directory { get; init; } = ".tollgate";

    /// <summary>Default: <see cref="Durability.Process"/>.</summary>
    public Durability Durability { get; init; } = Durability.Process;

    /// <summary>
    /// With <see cref="Durability.Process"/>, the longest time that an acknowledged operation is not yet on the disk.
    /// Default: 100 ms.
    /// </summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The journal is folded into a snapshot when it has grown to this many bytes. Default: 16 MiB.</summary>
    public long SnapshotThreshold { get; init; } = 16 * 1024 * 1024;
}
