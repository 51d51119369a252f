namespace Tollgate.Quotas.Windows;

/// <summary>Time zones by their IANA name.</summary>
internal static class CalendarZone
{
    public static bool IsKnown(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out _);

    /// <summary>UTC for a name this host does not know: a reducer cannot refuse, and configuration already did.</summary>
    public static TimeZoneInfo Find(string name) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;
}
