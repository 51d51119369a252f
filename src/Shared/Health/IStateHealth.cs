namespace Tollgate.Health;

/// <summary>How the home's durable state is doing.</summary>
internal interface IStateHealth
{
    StateHealth Check();
}

/// <param name="IsHealthy">Operations can be written now.</param>
/// <param name="Problem">For the operator, when they cannot.</param>
/// <param name="FreeDiskGb">Where state is on a disk of ours.</param>
internal sealed record StateHealth(bool IsHealthy, string? Problem = null, double? FreeDiskGb = null);
