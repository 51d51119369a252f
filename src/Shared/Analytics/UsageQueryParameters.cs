using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Tollgate.Analytics;

/// <summary>The query string of <c>GET /v1/analytics/usage</c>.</summary>
internal sealed record UsageQueryParameters
{
    private const string TenantParam = "tenant_id";
    private const string UserParam = "user_id";
    private const string PeriodParam = "period";
    private const string StartParam = "start_date";
    private const string EndParam = "end_date";

    /// <summary>Null when the client did not say: its own.</summary>
    public string? Tenant { get; init; }

    /// <summary>Null for all users.</summary>
    public string? User { get; init; }

    public required UsageRange Range { get; init; }

    /// <summary>Empty parameters count as absent, unknown ones are ignored. Default range: today.</summary>
    /// <param name="query">As the client sent it.</param>
    /// <param name="today">The current UTC day.</param>
    /// <param name="error">What is wrong, when the result is null.</param>
    public static UsageQueryParameters? Parse(IQueryCollection query, DateOnly today, out UsageQueryError? error)
    {
        error = FindRepeated(query);
        if (error is not null)
        {
            return null;
        }

        var range = ParseRange(query, today, out error);
        return error is not null
            ? null
            : new UsageQueryParameters { Tenant = Value(query, TenantParam), User = Value(query, UserParam), Range = range };
    }

    private static UsageQueryError? FindRepeated(IQueryCollection query)
    {
        foreach (var param in (ReadOnlySpan<string>)[TenantParam, UserParam, PeriodParam, StartParam, EndParam])
        {
            if (query[param].Count > 1)
            {
                return new UsageQueryError(param, $"'{param}' may be given only once.");
            }
        }

        return null;
    }

    private static UsageRange ParseRange(IQueryCollection query, DateOnly today, out UsageQueryError? error)
    {
        var period = Value(query, PeriodParam);
        var start = Value(query, StartParam);
        var end = Value(query, EndParam);
        if (start is null && end is null)
        {
            return ParsePeriod(period, today, out error);
        }

        if (period is not null)
        {
            error = new UsageQueryError(PeriodParam, $"Give either '{PeriodParam}' or '{StartParam}' and '{EndParam}', not both.");
            return default;
        }

        return ParseDates(start, end, today, out error);
    }

    private static UsageRange ParsePeriod(string? period, DateOnly today, out UsageQueryError? error)
    {
        error = null;
        switch (period)
        {
            case null or "day" or "daily":
                return new UsageRange(today, today);
            case "week" or "weekly":
                return new UsageRange(today.AddDays(-6), today);
            case "month" or "monthly":
                return new UsageRange(today.AddDays(-29), today);
            default:
                error = new UsageQueryError(PeriodParam, $"'{PeriodParam}' must be 'day', 'week' or 'month'.");
                return default;
        }
    }

    private static UsageRange ParseDates(string? start, string? end, DateOnly today, out UsageQueryError? error)
    {
        var from = default(DateOnly);
        var to = today;
        if (start is null)
        {
            error = new UsageQueryError(StartParam, $"'{EndParam}' needs a '{StartParam}'.");
        }
        else if (!TryParseDate(start, out from))
        {
            error = new UsageQueryError(StartParam, $"'{StartParam}' must be a date like 2026-11-20.");
        }
        else if (end is not null && !TryParseDate(end, out to))
        {
            error = new UsageQueryError(EndParam, $"'{EndParam}' must be a date like 2026-11-20.");
        }
        else if (to < from)
        {
            error = end is null
                ? new UsageQueryError(StartParam, $"'{StartParam}' must not be in the future.")
                : new UsageQueryError(EndParam, $"'{EndParam}' must not be before '{StartParam}'.");
        }
        else
        {
            error = new UsageRange(from, to).Days > UsageRange.MaxDays
                ? new UsageQueryError(StartParam, $"At most {UsageRange.MaxDays} days can be asked for at once.")
                : null;
        }

        return new UsageRange(from, to);
    }

    private static bool TryParseDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    private static string? Value(IQueryCollection query, string param) =>
        query[param].ToString() is { Length: > 0 } value ? value : null;
}
