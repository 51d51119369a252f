using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tollgate.Configuration;
using Tollgate.SelfHost.Hosting;
using Tollgate.Settlement;

namespace Tollgate.Tests.Hosting;

public sealed class ConsoleLoggingTests
{
    [Theory]
    [InlineData("info", false, true)]
    [InlineData("debug", true, true)]
    [InlineData("warning", false, false)]
    public void Console_AtALevel_ShowsTheLinesOfRequestsThatItIsToShow(string level, bool all, bool severalAttempts)
    {
        using var services = new ServiceCollection()
            .AddLogging(logging => logging.AddGatewayConsole(new LoggingOptions { Level = level }))
            .BuildServiceProvider();
        var loggers = services.GetRequiredService<ILoggerFactory>();

        Assert.Equal(all, loggers.CreateLogger(RequestLog.Category).IsEnabled(LogLevel.Information));
        Assert.Equal(severalAttempts, loggers.CreateLogger(AttemptsLog.Category).IsEnabled(LogLevel.Information));
    }
}
