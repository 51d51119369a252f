using Microsoft.Extensions.Logging;
using Tollgate.Pricing;
using Tollgate.Routing.Attempts;
using Tollgate.Settlement;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Settlement;

public sealed class RequestLogTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly CategoryLogger _loggers = new();

    [Fact]
    public void Finished_SeveralAttempts_IsSeenWhereTheLinesOfAllRequestsAreHidden()
    {
        new RequestLog(_loggers).Finished(CreateRecord(isMended: true));

        var (category, level, line) = Assert.Single(_loggers.Lines);
        Assert.Equal((AttemptsLog.Category, LogLevel.Information), (category, level));
        Assert.Equal(
            "r tenant=acme model=gpt provider=demo status=200 cost_usd=0.0000001 attempts=2 "
            + "failed=up/upstream-model:503:upstream_error:120ms:0.00000007usd ms=40 outcome=answered left_out=0",
            line);
    }

    [Fact]
    public void Finished_OneAttempt_IsHiddenWithTheOthers()
    {
        new RequestLog(_loggers).Finished(CreateRecord(isMended: false));

        Assert.Empty(_loggers.Lines);
    }

    [Fact]
    public void Finished_WhereTheLinesOfAllRequestsAreSeen_IsOneLine()
    {
        _loggers.Hidden = null;

        new RequestLog(_loggers).Finished(CreateRecord(isMended: true));

        Assert.Equal(RequestLog.Category, Assert.Single(_loggers.Lines).Category);
    }

    [Fact]
    public void Finished_WhileEveryRequestNeedsSeveral_HasABoundedNumberOfLinesAndCountsTheRest()
    {
        var log = new RequestLog(_loggers);
        for (var request = 0; request < 1_000; request++)
        {
            log.Finished(CreateRecord(isMended: true));
        }

        Assert.Equal(60, _loggers.Lines.Count);
        log.Finished(CreateRecord(isMended: true) with { StartedAt = Start.AddMinutes(1) });
        Assert.EndsWith(" left_out=940", _loggers.Lines[^1].Line, StringComparison.Ordinal);
        log.Finished(CreateRecord(isMended: true) with { StartedAt = Start.AddMinutes(1) });
        Assert.EndsWith(" left_out=0", _loggers.Lines[^1].Line, StringComparison.Ordinal);
    }

    private static UsageRecord CreateRecord(bool isMended) => new()
    {
        RequestId = "r",
        Tenant = "acme",
        StartedAt = Start,
        Model = "gpt",
        Provider = "demo",
        Status = 200,
        Cost = new Money(100),
        Attempts = isMended ? 2 : 1,
        Duration = TimeSpan.FromMilliseconds(40),
        Failed = isMended ? [new FailedAttempt(TestGateway.Deployment(), "upstream_error", 503, TimeSpan.FromMilliseconds(120), default, new Money(70))] : [],
    };

    /// <summary>As SelfHost has it: the category of all requests is hidden.</summary>
    private sealed class CategoryLogger : ILoggerFactory
    {
        public string? Hidden { get; set; } = RequestLog.Category;

        public List<(string Category, LogLevel Level, string Line)> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose()
        {
        }

        private sealed class Logger(CategoryLogger all, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => category != all.Hidden;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                all.Lines.Add((category, logLevel, formatter(state, exception)));
        }
    }
}
