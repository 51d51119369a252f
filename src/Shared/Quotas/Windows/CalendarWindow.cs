namespace Tollgate.Quotas.Windows;

/// <summary>
/// One window of a calendar: from <paramref name="Start"/> up to, not including, <paramref name="End"/>, both UTC. The
/// windows of a zone and period cover all time without gap or overlap, whatever the zone does to its clocks: a day that
/// changes them lasts 23 or 25 hours, and an hour that is lived twice is two windows.
/// </summary>
internal readonly record struct CalendarWindow(DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>The window that <paramref name="instant"/> lies in.</summary>
    public static CalendarWindow Containing(DateTimeOffset instant, TimeZoneInfo zone, WindowPeriod period) => period switch
    {
        WindowPeriod.Second => ClockWindow.Containing(instant, zone, TimeSpan.FromSeconds(1)),
        WindowPeriod.Minute => ClockWindow.Containing(instant, zone, TimeSpan.FromMinutes(1)),
        WindowPeriod.Hour => ClockWindow.Containing(instant, zone, TimeSpan.FromHours(1)),
        WindowPeriod.Day => DateWindow.Containing(instant, zone, date => date, (date, days) => date.AddDays(days)),
        WindowPeriod.Month => DateWindow.Containing(
            instant, zone, date => date.AddDays(1 - date.Day), (first, months) => first.AddMonths(months)),
        _ => throw new ArgumentOutOfRangeException(nameof(period), period, "not a calendar period"),
    };
}
