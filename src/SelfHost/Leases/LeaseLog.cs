namespace Tollgate.SelfHost.Leases;

internal static partial class LeaseLog
{
    [LoggerMessage(3110, LogLevel.Information, "Closed lease {Lease} of {Account}, which a process that was killed had left")]
    public static partial void LeaseClosed(this ILogger logger, string lease, string account);

    [LoggerMessage(3111, LogLevel.Warning,
        "What the process before this one had spent of its leases is not known; what it had borrowed counts as spent until each window ends")]
    public static partial void PredecessorUnknown(this ILogger logger);
}
