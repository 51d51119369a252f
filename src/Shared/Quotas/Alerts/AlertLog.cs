using Microsoft.Extensions.Logging;

namespace Tollgate.Quotas.Alerts;

internal static partial class AlertLog
{
    [LoggerMessage(EventId = 3400, Message =
        "Budget {Quota} of {Account}: {Threshold} % reached, {SpentUsd} of {LimitUsd} USD spent in the window until {WindowEnd:u} ({Alert})")]
    public static partial void Crossed(
        ILogger log, LogLevel level, string account, string quota, int threshold, decimal spentUsd, decimal limitUsd,
        DateTimeOffset windowEnd, string alert);

    [LoggerMessage(3401, LogLevel.Warning,
        "Budget {Quota} of {Account} is exhausted: a request was refused, {SpentUsd} of {LimitUsd} USD spent in the window until {WindowEnd:u} ({Alert})")]
    public static partial void Exhausted(
        ILogger log, string account, string quota, decimal spentUsd, decimal limitUsd, DateTimeOffset windowEnd, string alert);

    [LoggerMessage(3402, LogLevel.Error, "Alert {Alert} of {Account} did not reach the {Sink} and is given up: {Reason}")]
    public static partial void GivenUp(ILogger log, string alert, string account, string sink, string reason);

    [LoggerMessage(3403, LogLevel.Warning, "Alert {Alert} of {Account} waits for the state store, which does not answer")]
    public static partial void StoreFailed(ILogger log, string alert, string account, Exception reason);

    [LoggerMessage(3404, LogLevel.Warning, "Account {Account} could not be told that a request was refused; the next refusal is told again")]
    public static partial void RefusalNotTold(ILogger log, string account, Exception reason);
}
