namespace Tollgate.RoutingReplay;

/// <summary>One kind of task in the workload.</summary>
/// <param name="Name">As clients name it in <c>task_type</c>.</param>
/// <param name="Share">Of all requests, in percent.</param>
/// <param name="Input">Median tokens of the prompt.</param>
/// <param name="Output">Median tokens of the answer.</param>
/// <param name="Quality">The mark that a model needs to do it well, as the configuration marks its targets.</param>
internal sealed record TaskKind(string Name, int Share, int Input, int Output, int Quality);
