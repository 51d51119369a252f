using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Tollgate.Quotas;
using Tollgate.Quotas.Accounts;
using Tollgate.Quotas.Alerts;
using Tollgate.Telemetry;
using Tollgate.Tests.Quotas.Accounts;

namespace Tollgate.Tests.Quotas.Alerts;

public sealed class SinkTests
{
    [Theory]
    [InlineData(50, LogLevel.Information)]
    [InlineData(80, LogLevel.Information)]
    [InlineData(95, LogLevel.Warning)]
    [InlineData(100, LogLevel.Warning)]
    public async Task LogSink_Threshold_WarnsWhereLittleIsLeft(int threshold, LogLevel level)
    {
        var log = new ListLog<LogSink>();

        await new LogSink(log).TellAsync(Create(threshold), default);

        var line = Assert.Single(log.Lines);
        Assert.Equal((level, 3400), (line.Level, line.Id));
        Assert.Contains($"usd/day of tenant:acme: {threshold} % reached", line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LogSink_RequestRefused_SaysSo()
    {
        var log = new ListLog<LogSink>();

        await new LogSink(log).TellAsync(Create(100) with { IsByRefusal = true }, default);

        var line = Assert.Single(log.Lines);
        Assert.Equal((LogLevel.Warning, 3401), (line.Level, line.Id));
    }

    [Fact]
    public async Task MetricSink_Threshold_IsCountedByScopeAndThreshold()
    {
        using var metrics = new GatewayMetrics();
        var seen = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter == metrics.Meter)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            seen.Add($"{instrument.Name}{{{string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}}} {value}"));
        listener.Start();

        await new MetricSink(metrics).TellAsync(Create(80), default);

        Assert.Equal(["llm_budget_alerts_total{scope=tenant,threshold=80} 1"], seen);
    }

    private static BudgetAlert Create(int threshold)
    {
        var account = new Account()
            .Define(Account.Budget() with { Scope = QuotaScope.Tenant, AlertThresholds = [threshold] })
            .Acquire("a.1", 1, want: 100)
            .Report("a.1", 2, settled: threshold);
        return BudgetAlert.Find(new AlertName(AccountKeys.Tenant("acme"), "usd/day", account.Window().Start, threshold), account.State)!;
    }
}
