using Tollgate.Analytics.Statistics;

namespace Tollgate.Analytics.Experiments;

/// <summary>How an arm differs from the control.</summary>
/// <param name="ErrorRate">Share of the requests that failed, 0 to 1.</param>
/// <param name="Latency">Mean milliseconds to the first byte.</param>
/// <param name="Cost">Mean US dollars a request.</param>
internal sealed record ExperimentDifferences(Comparison ErrorRate, Comparison Latency, Comparison Cost);
