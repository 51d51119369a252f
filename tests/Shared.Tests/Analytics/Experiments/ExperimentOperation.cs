using Tollgate.Analytics.Experiments;
using Tollgate.State;

namespace Tollgate.Tests.Analytics.Experiments;

/// <summary>Operations for an experiment's entity, and their delivery as a store does it: state and operation pass through JSON.</summary>
internal static class ExperimentOperation
{
    /// <summary>Of one request.</summary>
    public static ExperimentArmTotals Totals(string arm, long cost = 10, TimeSpan? firstByte = null, bool isError = false)
    {
        var totals = new ExperimentArmTotals { Arm = arm, Requests = 1, Errors = isError ? 1 : 0, Cost = ExperimentMoments.Of(cost) };
        if (firstByte is { } latency)
        {
            totals.FirstByte = ExperimentMoments.Of(latency.Ticks / TimeSpan.TicksPerMicrosecond);
            LatencyHistogram.Add(totals.FirstByteBuckets, LatencyHistogram.BucketOf(latency), 1);
        }

        return totals;
    }

    public static Envelope Add(string sender, long seq, params ExperimentArmTotals[] arms) => Envelope.Create(
        ExperimentAddition.Kind, $"{sender}-{seq}", new ExperimentAddition { Sender = sender, Seq = seq, Arms = arms }, ExperimentAddition.Version);

    public static ExperimentState Deliver(params IEnumerable<Envelope> operations) => DeliverTo(ExperimentState.Empty, operations);

    public static ExperimentState DeliverTo(ExperimentState state, params IEnumerable<Envelope> operations) => operations.Aggregate(
        state,
        (current, operation) => ExperimentState.Apply(
            UsageOperation.Copy(current, StateJson.Options), UsageOperation.Copy(operation), UsageOperation.Noon));
}
