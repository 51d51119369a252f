namespace Tollgate.Routing.Options;

/// <summary>When a second target is asked beside one that has not begun to answer.</summary>
internal sealed record HedgingOptions
{
    public static HedgingOptions Default { get; } = new();

    /// <summary>Off: targets are asked one after the other.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>
    /// How long the first one is waited for alone. Default 1 s, range 1 ms to 60 s. About the 95th percentile of its time to the first
    /// byte is a good choice: then one request in twenty is asked twice.
    /// </summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(1);
}
