using FsCheck;
using FsCheck.Fluent;
using Tollgate.Quotas.Windows;

namespace Tollgate.Tests.Quotas.Windows;

public sealed class CalendarWindowTests
{
    private static readonly string[] Zones =
    [
        "UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe",
        "America/Havana", "America/Sao_Paulo", "Pacific/Apia", "Africa/Casablanca", "America/St_Johns", "Asia/Beirut",
    ];

    [Theory]
    [InlineData("UTC", WindowPeriod.Second, "2026-03-01T12:34:56.7Z", "2026-03-01T12:34:56Z", "2026-03-01T12:34:57Z")]
    [InlineData("UTC", WindowPeriod.Minute, "2026-03-01T12:34:56Z", "2026-03-01T12:34:00Z", "2026-03-01T12:35:00Z")]
    [InlineData("Asia/Kolkata", WindowPeriod.Hour, "2026-03-01T12:34:56Z", "2026-03-01T12:30:00Z", "2026-03-01T13:30:00Z")]
    [InlineData("America/New_York", WindowPeriod.Day, "2026-01-01T04:59:59Z", "2025-12-31T05:00:00Z", "2026-01-01T05:00:00Z")]
    [InlineData("America/New_York", WindowPeriod.Month, "2026-03-20T00:00:00Z", "2026-03-01T05:00:00Z", "2026-04-01T04:00:00Z")]
    [InlineData("UTC", WindowPeriod.Month, "2024-02-29T23:59:59Z", "2024-02-01T00:00:00Z", "2024-03-01T00:00:00Z")]
    public void Containing_AnInstant_IsItsCalendarUnit(string zone, WindowPeriod period, string instant, string start, string end) =>
        Assert.Equal(Window(start, end), Containing(instant, zone, period));

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29T12:00:00Z", 23)]
    [InlineData("Europe/Berlin", "2026-10-25T12:00:00Z", 25)]
    [InlineData("America/Havana", "2026-03-08T12:00:00Z", 23)]
    [InlineData("America/Havana", "2026-11-01T12:00:00Z", 25)]
    public void Containing_ADayThatChangesTheClocks_IsAnHourShorterOrLonger(string zone, string instant, int hours)
    {
        var day = Containing(instant, zone, WindowPeriod.Day);

        Assert.Equal(TimeSpan.FromHours(hours), day.End - day.Start);
    }

    [Fact]
    public void Containing_AnHourThatIsLivedTwice_IsTwoWindows()
    {
        var first = Containing("2026-10-25T00:30:00Z", "Europe/Berlin", WindowPeriod.Hour);
        var second = Containing("2026-10-25T01:30:00Z", "Europe/Berlin", WindowPeriod.Hour);

        Assert.Equal(first.End, second.Start);
    }

    [Fact]
    public void Containing_HalfAnHourPutBack_CutsTheHourShort()
    {
        var cut = Containing("2026-04-04T15:10:00Z", "Australia/Lord_Howe", WindowPeriod.Hour);

        Assert.Equal(Window("2026-04-04T15:00:00Z", "2026-04-04T15:30:00Z"), cut);
    }

    [Fact]
    public void Containing_ClocksPutBackAcrossMidnight_DoesNotReopenTheDayThatEnded()
    {
        // Newfoundland put its clocks back at 00:01 until 2011: November 7th began, November 6th was shown again.
        var before = Containing("2010-11-07T02:30:30Z", "America/St_Johns", WindowPeriod.Day);
        var after = Containing("2010-11-07T03:00:00Z", "America/St_Johns", WindowPeriod.Day);

        Assert.Equal(before, after);
    }

    [Fact]
    public void Containing_ADateThatTheZoneSkipped_IsNoWindow()
    {
        var last = Containing("2011-12-30T09:59:59Z", "Pacific/Apia", WindowPeriod.Day);
        var next = Containing("2011-12-30T10:00:00Z", "Pacific/Apia", WindowPeriod.Day);

        Assert.Equal(last.End, next.Start);
        Assert.Equal(TimeSpan.FromHours(24), next.End - next.Start);
    }

    [Fact]
    public void Containing_AnyInstantZoneAndPeriod_CoversTimeWithoutGapOrOverlap()
    {
        var cases =
            from zone in Gen.Elements(Zones)
            from period in Gen.Elements(
                WindowPeriod.Second, WindowPeriod.Minute, WindowPeriod.Hour, WindowPeriod.Day, WindowPeriod.Month)
            from day in Gen.Choose(0, 365 * 30)
            from second in Gen.Choose(0, 86_400)
            select (zone, period, instant: new DateTimeOffset(2005, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day).AddSeconds(second));

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(c.zone);
            var window = CalendarWindow.Containing(c.instant, zone, c.period);
            var next = CalendarWindow.Containing(window.End, zone, c.period);

            Assert.True(window.Start <= c.instant && c.instant < window.End);
            Assert.Equal(window, CalendarWindow.Containing(window.Start, zone, c.period));
            Assert.Equal(window, CalendarWindow.Containing(window.End.AddTicks(-1), zone, c.period));
            Assert.Equal(window.End, next.Start);
        }));
    }

    private static CalendarWindow Containing(string instant, string zone, WindowPeriod period) =>
        CalendarWindow.Containing(Instant(instant), TimeZoneInfo.FindSystemTimeZoneById(zone), period);

    private static CalendarWindow Window(string start, string end) => new(Instant(start), Instant(end));

    private static DateTimeOffset Instant(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
