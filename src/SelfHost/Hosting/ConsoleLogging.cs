using Tollgate.Configuration;
using Tollgate.Settlement;

namespace Tollgate.SelfHost.Hosting;

internal static class ConsoleLogging
{
    /// <summary>Logs to the console as the configuration wants it.</summary>
    public static void AddGatewayConsole(this ILoggingBuilder logging, LoggingOptions options)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(LevelOf(options.Level));

        // The framework's own stories about every request and connection are of no use to an operator.
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("System", LogLevel.Warning);

        // Every request's figures are in the journal already; a line for each would be the slowest part of a busy gateway. Those that
        // needed more than one attempt have a category of their own, which stays.
        logging.AddFilter(RequestLog.Category, LevelOf(options.Level) <= LogLevel.Debug ? LogLevel.Information : LogLevel.Warning);
        if (options.Format == "json")
        {
            logging.AddJsonConsole(json =>
            {
                json.UseUtcTimestamp = true;
                json.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            });
        }
        else
        {
            logging.AddSimpleConsole(text =>
            {
                text.SingleLine = true;
                text.UseUtcTimestamp = true;
                text.TimestampFormat = "HH:mm:ss ";
            });
        }
    }

    private static LogLevel LevelOf(string level) => level switch
    {
        "trace" => LogLevel.Trace,
        "debug" => LogLevel.Debug,
        "warning" => LogLevel.Warning,
        "error" => LogLevel.Error,
        "critical" => LogLevel.Critical,
        "none" => LogLevel.None,
        _ => LogLevel.Information,
    };
}
