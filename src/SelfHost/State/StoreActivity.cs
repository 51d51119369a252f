namespace Tollgate.SelfHost.State;

/// <summary>What of the store's work can fail by itself.</summary>
internal enum StoreActivity
{
    Recording,
    Flushing,
    Snapshotting,
}
