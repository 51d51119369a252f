namespace Tollgate.Quotas.Windows;

/// <summary>Finds the instant at which a zone changes its offset from UTC.</summary>
internal static class OffsetChange
{
    /// <summary>
    /// The first instant with the offset that <paramref name="late"/> has; the zone changes its clocks exactly once between
    /// the two. (Zones do so at most a few times a year.)
    /// </summary>
    public static DateTimeOffset Between(DateTimeOffset early, DateTimeOffset late, TimeZoneInfo zone)
    {
        var before = early.UtcTicks;
        var after = late.UtcTicks;
        var offset = zone.GetUtcOffset(late);
        while (after - before > 1)
        {
            var middle = before + ((after - before) / 2);
            if (zone.GetUtcOffset(new DateTimeOffset(middle, TimeSpan.Zero)) == offset)
            {
                after = middle;
            }
            else
            {
                before = middle;
            }
        }

        return new DateTimeOffset(after, TimeSpan.Zero);
    }
}
