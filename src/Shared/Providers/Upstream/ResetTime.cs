using System.Buffers;
using System.Globalization;

namespace Tollgate.Providers.Upstream;

/// <summary>When a provider's limit is renewed: as a span (<c>6m0s</c>, <c>59.56s</c>, <c>12ms</c>; a bare number is seconds) or as an RFC 3339 time.</summary>
internal static class ResetTime
{
    private const double LongestSeconds = 1e9;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    /// <returns>From now; zero if it has passed, null if it cannot be read.</returns>
    public static TimeSpan? Parse(ReadOnlySpan<char> text, DateTimeOffset now)
    {
        if (text.Contains('T'))
        {
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
                ? at > now ? at - now : TimeSpan.Zero
                : null;
        }

        var sum = 0.0;
        for (var rest = text.Trim(); rest.Length > 0;)
        {
            var digits = rest.IndexOfAnyExcept(Digits);
            var number = digits < 0 ? rest : rest[..digits];
            rest = rest[number.Length..];
            var letters = rest.IndexOfAny(Digits);
            var unit = letters < 0 ? rest : rest[..letters];
            rest = rest[unit.Length..];
            if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) || Seconds(unit) is not { } seconds)
            {
                return null;
            }

            sum += amount * seconds;
        }

        return text.IsEmpty || sum > LongestSeconds ? null : TimeSpan.FromSeconds(sum);
    }

    private static double? Seconds(ReadOnlySpan<char> unit) => unit switch
    {
        "ms" => 0.001,
        "s" or "" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => null,
    };
}
