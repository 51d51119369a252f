using Tollgate.Routing.Options;

namespace Tollgate.Routing.Attempts;

/// <summary>How long to wait before the same target is asked again.</summary>
internal static class Backoff
{
    /// <param name="options">The bounds.</param>
    /// <param name="repetition">Which repetition at this target it is, from 1.</param>
    /// <param name="asked">What the target asked for; null: nothing.</param>
    /// <param name="random">From 0 to below 1.</param>
    /// <returns>Null: the target wants to be left alone for longer than anybody should be kept waiting.</returns>
    public static TimeSpan? Before(RetryOptions options, int repetition, TimeSpan? asked, double random)
    {
        if (asked > options.MaxBackoff)
        {
            return null;
        }

        // Full jitter: those that failed together do not come back together.
        var bound = options.Backoff * Math.Pow(2, Math.Min(repetition - 1, 16));
        var pause = (bound < options.MaxBackoff ? bound : options.MaxBackoff) * random;
        return asked is { } least && least > pause ? least : pause;
    }
}
