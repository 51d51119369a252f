namespace Tollgate.Quotas.Windows;

/// <summary>The calendar unit that a window spans.</summary>
public enum WindowPeriod
{
    /// <summary>No window: a token bucket.</summary>
    None = 0,

    Second = 1,
    Minute = 2,
    Hour = 3,
    Day = 4,
    Month = 5,
}
