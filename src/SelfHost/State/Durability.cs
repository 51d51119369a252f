namespace Tollgate.SelfHost.State;

/// <summary>What an acknowledged operation survives.</summary>
internal enum Durability
{
    /// <summary>
    /// The end of the process, kill -9 included: it is with the operating system. It reaches the disk within
    /// <see cref="FileEntityStoreOptions.FlushInterval"/>, so a power failure may cost that much.
    /// </summary>
    Process,

    /// <summary>A power failure too: it is on the disk. Each group of operations waits for the disk.</summary>
    Power,
}
