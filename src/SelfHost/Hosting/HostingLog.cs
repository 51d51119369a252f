namespace Tollgate.SelfHost.Hosting;

internal static partial class HostingLog
{
    [LoggerMessage(3000, LogLevel.Information, "Tollgate {Version} listens on {Address} and serves {Models} models of: {Providers}")]
    public static partial void Listening(this ILogger logger, string version, string address, int models, string providers);
}
