namespace Tollgate.Analytics;

/// <summary>Whole UTC days, both ends included.</summary>
internal readonly record struct UsageRange(DateOnly From, DateOnly To)
{
    /// <summary>A day is an entity to read: a quarter of a year is enough for one reply.</summary>
    public const int MaxDays = 92;

    public int Days => To.DayNumber - From.DayNumber + 1;
}
