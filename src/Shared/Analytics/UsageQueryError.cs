namespace Tollgate.Analytics;

/// <summary>Why a query cannot be answered.</summary>
/// <param name="Param">The query parameter at fault.</param>
/// <param name="Message">For the client.</param>
internal sealed record UsageQueryError(string Param, string Message);
