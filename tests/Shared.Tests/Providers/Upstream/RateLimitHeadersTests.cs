using Tollgate.Providers.Upstream;

namespace Tollgate.Tests.Providers.Upstream;

public sealed class RateLimitHeadersTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("", null)]
    [InlineData("x-ratelimit-limit-requests: 100", null)]
    [InlineData("x-ratelimit-remaining-requests: 99, x-ratelimit-limit-requests: 100, x-ratelimit-reset-requests: 6ms", 0.0)]
    [InlineData("x-ratelimit-remaining-requests: 0, x-ratelimit-reset-requests: 8.64s", 8.64)]
    [InlineData("x-ratelimit-remaining-requests: 0", 5.0)]
    [InlineData("x-ratelimit-remaining-requests: 0, x-ratelimit-reset-requests: soon", 5.0)]
    [InlineData("x-ratelimit-remaining-requests: 50, x-ratelimit-remaining-tokens: 900, x-ratelimit-limit-tokens: 100000, x-ratelimit-reset-tokens: 12s", 12.0)]
    [InlineData("x-ratelimit-remaining-requests: 0, x-ratelimit-reset-requests: 24h0m0s", 60.0)]
    [InlineData("x-ratelimit-remaining-requests: many", null)]
    [InlineData("anthropic-ratelimit-requests-remaining: 9, anthropic-ratelimit-output-tokens-remaining: 0, anthropic-ratelimit-output-tokens-reset: 2026-11-21T12:00:20Z", 20.0)]
    [InlineData("anthropic-ratelimit-requests-remaining: 0, anthropic-ratelimit-requests-reset: 2026-11-21T11:00:00Z", 0.0)]
    public void ScarceFor_WhatIsTold_IsHowLongToSpareTheTarget(string told, double? seconds)
    {
        using var response = new HttpResponseMessage();
        foreach (var header in told.Split(", ", StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            response.Headers.Add(header[..colon], header[(colon + 2)..]);
        }

        Assert.Equal(seconds, RateLimitHeaders.ScarceFor(response.Headers, Now)?.TotalSeconds);
    }

    [Theory]
    [InlineData("6m0s", 360.0)]
    [InlineData("1h2m3.5s", 3723.5)]
    [InlineData("12ms", 0.012)]
    [InlineData("7", 7.0)]
    [InlineData("1d", 86400.0)]
    [InlineData("2026-11-21T12:01:00+00:00", 60.0)]
    [InlineData("2026-11-21T14:01:00+02:00", 60.0)]
    [InlineData("Tuesday", null)]
    [InlineData("", null)]
    [InlineData("s", null)]
    [InlineData("5 weeks", null)]
    [InlineData("-5s", null)]
    [InlineData("99999999999999999999s", null)]
    public void ResetTime_InAnyProvidersForm_IsRead(string text, double? seconds) =>
        Assert.Equal(seconds, ResetTime.Parse(text, Now)?.TotalSeconds);
}
