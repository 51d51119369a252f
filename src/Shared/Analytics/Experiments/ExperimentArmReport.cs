using Tollgate.Analytics.Statistics;
using Tollgate.Routing.Options;

namespace Tollgate.Analytics.Experiments;

/// <summary>One arm, and how it differs from the control.</summary>
/// <param name="Arm">As configured.</param>
/// <param name="Totals">What its requests add up to.</param>
/// <param name="Differences">Null for the control itself.</param>
internal sealed record ExperimentArmReport(ExperimentArm Arm, ExperimentArmTotals Totals, ExperimentDifferences? Differences)
{
    private const double NanoUsd = 1e9;
    private const double MicrosecondsAMillisecond = 1e3;

    /// <summary>Of a request, in US dollars.</summary>
    public Sample Cost { get; } = Totals.Cost.ToSample(NanoUsd);

    /// <summary>To the first byte, in milliseconds.</summary>
    public Sample Latency { get; } = Totals.FirstByte.ToSample(MicrosecondsAMillisecond);

    public double? ErrorRate => Totals.Requests == 0 ? null : (double)Totals.Errors / Totals.Requests;

    /// <summary>The same with what sets it apart from <paramref name="control"/>.</summary>
    public ExperimentArmReport Against(ExperimentArmReport control) => this with
    {
        Differences = new ExperimentDifferences(
            ProportionTest.Compare(control.Totals.Errors, control.Totals.Requests, Totals.Errors, Totals.Requests),
            WelchTest.Compare(control.Latency, Latency),
            WelchTest.Compare(control.Cost, Cost)),
    };
}
