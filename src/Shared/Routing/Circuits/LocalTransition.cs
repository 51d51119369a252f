using Tollgate.State;

namespace Tollgate.Routing.Circuits;

/// <summary>A transition that this instance has made and the shared state may not show yet: until it does, the instance goes by its own.</summary>
/// <param name="Revision">Of the circuit after it.</param>
/// <param name="IsOpen">Otherwise it is closed.</param>
/// <param name="Until">When an open one becomes half open, and how long the fleet may take to hear of it; Unix milliseconds.</param>
/// <param name="Operation">What tells the fleet; null for one that concerns this instance alone.</param>
internal sealed record LocalTransition(long Revision, bool IsOpen, long Until, Envelope? Operation);
