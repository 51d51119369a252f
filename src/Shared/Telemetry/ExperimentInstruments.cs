using System.Diagnostics;
using System.Diagnostics.Metrics;
using Tollgate.Settlement;

namespace Tollgate.Telemetry;

/// <summary>What the arms of experiments come to, as seen from this instance; the report adds up all instances.</summary>
internal sealed class ExperimentInstruments(Meter meter)
{
    private readonly Counter<long> _requests = meter.CreateCounter<long>(TelemetryNames.ExperimentRequests, null, "Requests by arm");
    private readonly Counter<long> _errors = meter.CreateCounter<long>(TelemetryNames.ExperimentErrors, null, "Requests by arm that failed");
    private readonly Counter<long> _fallbacks = meter.CreateCounter<long>(TelemetryNames.ExperimentFallbacks, null, "Requests by arm that another target answered");
    private readonly Counter<double> _cost = meter.CreateCounter<double>(TelemetryNames.ExperimentCost, "USD", "Cost by arm");
    private readonly Histogram<double> _latency = meter.CreateHistogram<double>(TelemetryNames.ExperimentLatency, "s", "Until the first byte of an answer, by arm");

    public void Count(UsageRecord record)
    {
        if (record is not { Experiment: { } outcome, IsRefusal: false })
        {
            return;
        }

        var tags = new TagList { { TelemetryNames.Experiment, outcome.Experiment }, { TelemetryNames.Arm, outcome.Arm } };
        _requests.Add(1, tags);
        _cost.Add((double)record.Cost.Usd, tags);
        if (record.IsError)
        {
            _errors.Add(1, tags);
        }

        if (outcome.IsFallback)
        {
            _fallbacks.Add(1, tags);
        }

        if (outcome.FirstByte is { } latency)
        {
            _latency.Record(latency.TotalSeconds, tags);
        }
    }
}
