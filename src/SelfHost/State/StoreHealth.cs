namespace Tollgate.SelfHost.State;

/// <param name="IsHealthy">Operations are being recorded, flushed and folded into snapshots.</param>
/// <param name="LastError">What fails at present and why; null while healthy.</param>
/// <param name="FreeDiskSpace">On the state directory's volume, in GB of 10^9 bytes; null when the system does not say.</param>
internal sealed record StoreHealth(bool IsHealthy, string? LastError, double? FreeDiskSpace);
