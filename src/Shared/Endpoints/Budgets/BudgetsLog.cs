using Microsoft.Extensions.Logging;

namespace Tollgate.Endpoints.Budgets;

internal static partial class BudgetsLog
{
    [LoggerMessage(1020, LogLevel.Warning, "The limits of {Account} cannot be read from durable state")]
    public static partial void StateUnavailable(this ILogger logger, Exception failure, string account);
}
