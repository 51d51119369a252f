using Tollgate.Routing.Options;

namespace Tollgate.Analytics.Experiments;

/// <summary>What an experiment has brought so far.</summary>
internal sealed record ExperimentReport
{
    public required ExperimentOptions Experiment { get; init; }

    /// <summary>When the latest figures came; null before any.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>The control first.</summary>
    public required IReadOnlyList<ExperimentArmReport> Arms { get; init; }

    /// <param name="experiment">As configured: arms that it no longer has are left out.</param>
    /// <param name="state">Null before the first request.</param>
    public static ExperimentReport Of(ExperimentOptions experiment, ExperimentState? state)
    {
        var arms = experiment.Arms
            .Select(arm => new ExperimentArmReport(arm, state?.Find(arm.Name) ?? new ExperimentArmTotals { Arm = arm.Name }, null))
            .ToArray();
        return new ExperimentReport
        {
            Experiment = experiment,
            UpdatedAt = state?.LatestSeen,
            Arms = [arms[0], .. arms.Skip(1).Select(arm => arm.Against(arms[0]))],
        };
    }
}
