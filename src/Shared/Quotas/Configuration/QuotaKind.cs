using Tollgate.Quotas.Windows;

namespace Tollgate.Quotas.Configuration;

/// <summary>What a limit counts and how long: a subject has at most one limit of each kind.</summary>
/// <param name="Unit">What it counts.</param>
/// <param name="Period">The calendar window; <see cref="WindowPeriod.None"/> is the token bucket.</param>
internal readonly record struct QuotaKind(QuotaUnit Unit, WindowPeriod Period)
{
    public static QuotaKind UsdPerDay { get; } = new(QuotaUnit.Usd, WindowPeriod.Day);

    public static QuotaKind UsdPerMonth { get; } = new(QuotaUnit.Usd, WindowPeriod.Month);

    public static QuotaKind RequestsPerSecond { get; } = new(QuotaUnit.Requests, WindowPeriod.Second);

    public static QuotaKind RequestsPerMinute { get; } = new(QuotaUnit.Requests, WindowPeriod.Minute);

    public static QuotaKind TokensPerMinute { get; } = new(QuotaUnit.Tokens, WindowPeriod.Minute);

    public static QuotaKind TokensPerHour { get; } = new(QuotaUnit.Tokens, WindowPeriod.Hour);

    public static QuotaKind RequestBucket { get; } = new(QuotaUnit.Requests, WindowPeriod.None);

    /// <summary>Name within a subject, as in <c>usd/month</c> and <c>requests/bucket</c>; kept in accounts, so never to be changed.</summary>
    public string Id => $"{Unit.ToString().ToLowerInvariant()}/{(Period == WindowPeriod.None ? "bucket" : Period.ToString().ToLowerInvariant())}";
}
