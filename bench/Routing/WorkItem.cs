namespace Tollgate.RoutingReplay;

/// <summary>One request of the workload, and what a provider will bill for it.</summary>
/// <param name="Kind">Its task.</param>
/// <param name="Input">Tokens of its prompt.</param>
/// <param name="Output">Tokens of its answer.</param>
internal sealed record WorkItem(TaskKind Kind, int Input, int Output);
