using Microsoft.Extensions.Logging;

namespace Tollgate.Quotas.Ledger;

/// <summary>What the ledger tells the operator.</summary>
internal static partial class QuotaLog
{
    [LoggerMessage(3001, LogLevel.Error, "Quotas: the state store does not answer; leases are spent to their end, then the outage policy decides")]
    public static partial void StoreIsDown(ILogger log, Exception reason);

    [LoggerMessage(3002, LogLevel.Information, "Quotas: the state store answers again")]
    public static partial void StoreIsBack(ILogger log);

    [LoggerMessage(3003, LogLevel.Warning, "Quotas: account {Account} no longer knows lease {Lease}; what it had is counted as spent")]
    public static partial void LeaseIsGone(ILogger log, string account, string lease);

    [LoggerMessage(3004, LogLevel.Error, "Quotas: looking after the accounts failed; trying again")]
    public static partial void TickFailed(ILogger log, Exception reason);

    [LoggerMessage(3005, LogLevel.Warning, "Quotas: leases could not be closed at the end; what they had left is written off when they expire")]
    public static partial void NotClosed(ILogger log, Exception reason);
}
