using System.Globalization;
using System.Net.Http.Headers;

namespace Tollgate.Providers.Upstream;

/// <summary>What is left of a provider's own rate limits, as it tells in the headers of its answers: in OpenAI's names, which most have taken over, or Anthropic's.</summary>
internal static class RateLimitHeaders
{
    /// <summary>Little is left of a limit when it is less than one part in so many.</summary>
    private const int Parts = 50;

    /// <summary>Limits are a minute's, or a day's of which part comes back all the time: no reason to spare a target for longer.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>Azure OpenAI tells what is left and not until when. Some of a minute's limit is back soon.</summary>
    private static readonly TimeSpan Unsaid = TimeSpan.FromSeconds(5);

    private static readonly LimitNames[] OpenAI = [OfOpenAI("requests"), OfOpenAI("tokens")];

    private static readonly LimitNames[] Anthropic = [OfAnthropic("requests"), OfAnthropic("tokens"), OfAnthropic("input-tokens"), OfAnthropic("output-tokens")];

    /// <returns>How long little will be left, at most a minute; zero if there is plenty; null if nothing was told.</returns>
    public static TimeSpan? ScarceFor(HttpResponseHeaders headers, DateTimeOffset now) => ScarceFor(headers, OpenAI, now) ?? ScarceFor(headers, Anthropic, now);

    private static TimeSpan? ScarceFor(HttpResponseHeaders headers, LimitNames[] limits, DateTimeOffset now)
    {
        TimeSpan? scarce = null;
        foreach (var names in limits)
        {
            if (Number(headers, names.Remaining) is not { } left)
            {
                continue;
            }

            var isLittle = left <= 0 || left < Number(headers, names.Limit) / Parts;
            var wait = isLittle ? Until(Text(headers, names.Reset), now) : TimeSpan.Zero;
            scarce = scarce > wait ? scarce : wait;
        }

        return scarce > Longest ? Longest : scarce;
    }

    private static TimeSpan Until(string? reset, DateTimeOffset now) => reset is null ? Unsaid : ResetTime.Parse(reset, now) ?? Unsaid;

    private static long? Number(HttpResponseHeaders headers, string name) =>
        Text(headers, name) is { } text && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Its only value: what a proxy has doubled means nothing.</summary>
    private static string? Text(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) && values.Count == 1 ? values.ToString() : null;

    private static LimitNames OfOpenAI(string unit) => new($"x-ratelimit-remaining-{unit}", $"x-ratelimit-limit-{unit}", $"x-ratelimit-reset-{unit}");

    private static LimitNames OfAnthropic(string unit) =>
        new($"anthropic-ratelimit-{unit}-remaining", $"anthropic-ratelimit-{unit}-limit", $"anthropic-ratelimit-{unit}-reset");

    private readonly record struct LimitNames(string Remaining, string Limit, string Reset);
}
