namespace Tollgate.Routing.Circuits.State;

/// <summary>The one trial of a half-open circuit in the whole fleet.</summary>
/// <param name="Id">Made by the instance that asked for it.</param>
/// <param name="By">The instance's incarnation.</param>
/// <param name="ExpiresAt">Unix milliseconds; from then on another instance may try.</param>
public sealed record Probe(string Id, string By, long ExpiresAt);
