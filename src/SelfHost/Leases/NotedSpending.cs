namespace Tollgate.SelfHost.Leases;

/// <summary>What a process that is gone had spent of a slice.</summary>
/// <param name="Slice">The slice.</param>
/// <param name="Spent">Settled, and held by requests that were under way: those may have been billed.</param>
internal sealed record NotedSpending(NotedSlice Slice, long Spent);
