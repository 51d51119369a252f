using System.Diagnostics;
using System.Diagnostics.Metrics;
using Tollgate.Pricing;

namespace Tollgate.Telemetry;

/// <summary>
/// The gateway's metrics. Labels come from the configuration and the route table, never from what a caller sent: callers must not
/// be able to make time series.
/// </summary>
internal sealed class GatewayMetrics : IDisposable
{
    private readonly Counter<long> _httpRequests;
    private readonly Histogram<double> _httpDuration;
    private readonly Counter<long> _providerRequests;
    private readonly Counter<long> _providerErrors;
    private readonly Histogram<double> _providerLatency;
    private readonly Counter<long> _tokens;
    private readonly Counter<double> _cost;
    private readonly Counter<long> _budgetAlerts;
    private readonly Counter<long> _hedges;

    public GatewayMetrics()
    {
        _httpRequests = Meter.CreateCounter<long>(TelemetryNames.HttpRequests, null, "Requests by route and status");
        _httpDuration = Meter.CreateHistogram<double>(TelemetryNames.HttpRequestDuration, "s", "Until the end of the response");
        _providerRequests = Meter.CreateCounter<long>(TelemetryNames.ProviderRequests, null, "Requests sent to providers");
        _providerErrors = Meter.CreateCounter<long>(TelemetryNames.ProviderErrors, null, "Failures that are the provider's doing");
        _providerLatency = Meter.CreateHistogram<double>(TelemetryNames.ProviderLatency, "s", "Until a provider's answer, or the first event of its stream");
        _hedges = Meter.CreateCounter<long>(TelemetryNames.Hedges, null, "Requests whose first target was late on a route with hedging, by what became of the second attempt");
        _tokens = Meter.CreateCounter<long>(TelemetryNames.Tokens, null, "Tokens billed");
        _cost = Meter.CreateCounter<double>(TelemetryNames.Cost, "USD", "Cost of what was billed; for dashboards, the ledger is exact");
        Experiments = new ExperimentInstruments(Meter);
        _budgetAlerts = Meter.CreateCounter<long>(TelemetryNames.BudgetAlerts, null, "Thresholds of budgets that were crossed");
    }

    public Meter Meter { get; } = new(TelemetryNames.Source);

    public ExperimentInstruments Experiments { get; }

    public void HttpRequest(string route, int status, TimeSpan duration)
    {
        var tags = new TagList { { TelemetryNames.Route, route }, { TelemetryNames.Status, status } };
        _httpRequests.Add(1, tags);
        _httpDuration.Record(duration.TotalSeconds, tags);
    }

    /// <param name="provider">That was asked.</param>
    /// <param name="model">Public name.</param>
    /// <param name="latency">Time waited for the provider.</param>
    /// <param name="failure">Code of a failure that is the provider's doing, else null.</param>
    public void ProviderAttempt(string provider, string model, TimeSpan latency, string? failure)
    {
        var tags = new TagList { { TelemetryNames.Provider, provider }, { TelemetryNames.Model, model } };
        _providerRequests.Add(1, tags);
        _providerLatency.Record(latency.TotalSeconds, tags);
        if (failure is not null)
        {
            _providerErrors.Add(1, new TagList { { TelemetryNames.Provider, provider }, { TelemetryNames.ErrorCode, failure } });
        }
    }

    /// <param name="model">Public name.</param>
    /// <param name="outcome">One of <see cref="HedgeOutcome"/>.</param>
    public void Hedged(string model, string outcome) =>
        _hedges.Add(1, new TagList { { TelemetryNames.Model, model }, { TelemetryNames.HedgeOutcome, outcome } });

    /// <summary>What a provider billed for an attempt.</summary>
    public void Billed(string provider, string model, string tenant, in TokenUsage usage, Money cost)
    {
        var tags = new TagList { { TelemetryNames.Provider, provider }, { TelemetryNames.Model, model }, { TelemetryNames.Tenant, tenant } };
        _cost.Add((double)cost.Usd, tags);
        Count(tags, "input", usage.TotalInput);
        Count(tags, "output", usage.TotalOutput);
    }

    /// <param name="scope">Whose budget.</param>
    /// <param name="threshold">Percent of the limit.</param>
    public void BudgetAlert(string scope, int threshold) =>
        _budgetAlerts.Add(1, new TagList { { TelemetryNames.Scope, scope }, { TelemetryNames.Threshold, threshold } });

    public void Dispose() => Meter.Dispose();

    private void Count(TagList tags, string type, long tokens)
    {
        tags.Add(TelemetryNames.TokenType, type);
        _tokens.Add(tokens, tags);
    }
}
