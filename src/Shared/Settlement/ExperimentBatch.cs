using Tollgate.Analytics.Experiments;
using Tollgate.State;

namespace Tollgate.Settlement;

/// <summary>Records of one experiment, added up by arm.</summary>
/// <param name="createdAt">When its first record came.</param>
/// <param name="commit">What its requests wait for; null when they do not wait.</param>
internal sealed class ExperimentBatch(DateTimeOffset createdAt, CommitWait? commit) : RecordBatch(createdAt, commit)
{
    private readonly Dictionary<string, ExperimentArmTotals> _arms = [];

    public override Envelope ToOperation(string sender, long seq)
    {
        var addition = new ExperimentAddition { Sender = sender, Seq = seq, Arms = [.. _arms.Values] };
        return Envelope.Create(ExperimentAddition.Kind, $"{sender}-{seq}", addition, ExperimentAddition.Version);
    }

    protected override void Count(UsageRecord record)
    {
        var outcome = record.Experiment!;
        if (!_arms.TryGetValue(outcome.Arm, out var totals))
        {
            totals = _arms[outcome.Arm] = new ExperimentArmTotals { Arm = outcome.Arm };
        }

        totals.Requests++;
        totals.Errors += record.IsError ? 1 : 0;
        totals.Fallbacks += outcome.IsFallback ? 1 : 0;

        // The entity refuses impossible figures: one broken record must not take its arm with it.
        totals.Input += Math.Max(0, record.Usage.TotalInput);
        totals.Output += Math.Max(0, record.Usage.TotalOutput);
        totals.Cost += ExperimentMoments.Of(Math.Max(0, record.Cost.NanoUsd));
        if (outcome.FirstByte is { } latency)
        {
            totals.FirstByte += ExperimentMoments.Of(Math.Max(0, latency.Ticks / TimeSpan.TicksPerMicrosecond));
            LatencyHistogram.Add(totals.FirstByteBuckets, LatencyHistogram.BucketOf(latency), 1);
        }
    }
}
