namespace Tollgate.Quotas.Windows;

/// <summary>Windows of seconds, minutes and hours, aligned to the zone's wall clock.</summary>
internal static class ClockWindow
{
    public static CalendarWindow Containing(DateTimeOffset instant, TimeZoneInfo zone, TimeSpan length)
    {
        var offset = zone.GetUtcOffset(instant);
        var local = instant.UtcTicks + offset.Ticks;
        var start = new DateTimeOffset(local - Modulo(local, length.Ticks) - offset.Ticks, TimeSpan.Zero);
        var end = start + length;

        // A change of the clocks inside the window (half an hour at Lord Howe) cuts it short on both sides.
        if (zone.GetUtcOffset(start) != offset)
        {
            start = OffsetChange.Between(start, instant, zone);
        }

        if (zone.GetUtcOffset(end.AddTicks(-1)) != offset)
        {
            end = OffsetChange.Between(instant, end.AddTicks(-1), zone);
        }

        return new CalendarWindow(start, end);
    }

    private static long Modulo(long value, long length) => ((value % length) + length) % length;
}
