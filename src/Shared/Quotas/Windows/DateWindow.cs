namespace Tollgate.Quotas.Windows;

/// <summary>Windows of days and months: each begins when the zone's calendar first shows its first date.</summary>
internal static class DateWindow
{
    // Wider than any offset from UTC, so that a date surely begins within so much of its UTC midnight.
    private static readonly TimeSpan Widest = TimeSpan.FromHours(15);

    public static CalendarWindow Containing(
        DateTimeOffset instant, TimeZoneInfo zone, Func<DateTime, DateTime> firstDate, Func<DateTime, int, DateTime> move)
    {
        var date = firstDate((instant.UtcDateTime + zone.GetUtcOffset(instant)).Date);
        var next = move(date, 1);

        // Clocks put back across midnight show a date again that has already ended: its window is not opened twice.
        while (BeginningOf(next, zone) <= instant)
        {
            date = next;
            next = move(date, 1);
        }

        return new CalendarWindow(BeginningOf(date, zone), BeginningOf(next, zone));
    }

    private static DateTimeOffset BeginningOf(DateTime date, TimeZoneInfo zone)
    {
        var midnight = new DateTimeOffset(date.Ticks, TimeSpan.Zero);
        var before = zone.GetUtcOffset(midnight - Widest);
        var after = zone.GetUtcOffset(midnight + Widest);
        if (before == after)
        {
            return midnight - before;
        }

        var change = OffsetChange.Between(midnight - Widest, midnight + Widest, zone);
        var byOldClock = midnight - before;
        var byNewClock = midnight - after;
        return byOldClock <= change ? byOldClock : byNewClock > change ? byNewClock : change;
    }
}
