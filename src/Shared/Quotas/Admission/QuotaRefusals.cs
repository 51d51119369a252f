using System.Globalization;
using Tollgate.Pipeline;
using Tollgate.Pricing;

namespace Tollgate.Quotas.Admission;

/// <summary>
/// What a client is told when a quota stands in its way: which, what was left and needed, and whether waiting helps. Rate limits
/// and budgets are told apart as OpenAI's SDKs know them.
/// </summary>
internal static class QuotaRefusals
{
    private static readonly TimeSpan HoldsSettleWithin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StoreMayReturnWithin = TimeSpan.FromSeconds(5);

    /// <summary>Of a caller's own quota.</summary>
    public static Refusal Tell(QuotaRefusal refused, DateTimeOffset now) => refused.Reason switch
    {
        QuotaRefusalReason.StoreUnavailable => new Refusal
        {
            Status = 503,
            Type = ErrorTypes.Server,
            Code = "quota_store_unavailable",
            Message = "Budgets and rate limits cannot be checked at the moment. Try again shortly.",
            RetryAfter = StoreMayReturnWithin,
        },
        QuotaRefusalReason.TooManyAccounts => new Refusal
        {
            Status = 503,
            Type = ErrorTypes.Server,
            Code = "too_many_users",
            Message = "This instance keeps limits for as many users as it can. Try again shortly.",
            RetryAfter = StoreMayReturnWithin,
        },
        _ when refused.Quota.Unit == QuotaUnit.Usd => TellOfBudget(refused, now),
        _ => TellOfRate(refused, now),
    };

    /// <summary>Of a limit that the operator set on a provider or one of its deployments: nothing the caller did.</summary>
    public static Refusal TellOfProvider(QuotaRefusal refused, string subject, DateTimeOffset now) => Tell(refused, now) with
    {
        Status = 429,
        Code = "provider_rate_limit_exceeded",
        Message = $"The gateway's own limit for '{subject}' is reached. {WhenToRetry(refused, now)}",
        ShouldRetry = null,
    };

    private static Refusal TellOfBudget(QuotaRefusal refused, DateTimeOffset now)
    {
        var what = $"The {Named(refused.Quota)} budget of {Usd(refused.Quota.Limit)} USD has {Usd(Math.Max(0, refused.Left))} USD left"
            + $" and this request may cost up to {Usd(refused.Needed)} USD.";
        return refused.HelpsToWait
            ? new Refusal
            {
                Status = 429,
                Type = ErrorTypes.RateLimit,
                Code = "budget_reserved",
                Message = $"{what} Requests in flight hold part of it and will give some back. Try again in a moment, or ask for a smaller max_tokens.",
                RetryAfter = HoldsSettleWithin,
            }
            : new Refusal
            {
                Status = 429,
                Type = ErrorTypes.InsufficientQuota,
                Code = "insufficient_quota",
                Message = $"{what} {WhenToRetry(refused, now)} Ask the gateway's operator for a higher budget, or for a smaller max_tokens.",
                RetryAfter = refused.ResetsAt - now,
                ShouldRetry = false,
            };
    }

    private static Refusal TellOfRate(QuotaRefusal refused, DateTimeOffset now)
    {
        var unit = refused.Quota.Unit == QuotaUnit.Tokens ? ErrorTypes.Tokens : ErrorTypes.Requests;
        var isHopeless = refused.Reason == QuotaRefusalReason.ExceedsLimit;
        return new Refusal
        {
            Status = 429,
            Type = unit,
            Code = "rate_limit_exceeded",
            Message = $"Rate limit reached: {refused.Quota.Limit.ToString(CultureInfo.InvariantCulture)} {unit} a {Named(refused.Quota)}. "
                + (isHopeless
                    ? $"This request alone needs up to {refused.Needed.ToString(CultureInfo.InvariantCulture)}: ask for a smaller max_tokens or send less."
                    : WhenToRetry(refused, now)),
            RetryAfter = isHopeless ? null : refused.HelpsToWait ? HoldsSettleWithin : refused.ResetsAt - now,
            ShouldRetry = isHopeless ? false : null,
        };
    }

    private static string Named(QuotaDefinition quota) => quota.IsBucket ? "burst" : quota.Period.ToString().ToLowerInvariant();

    private static string WhenToRetry(QuotaRefusal refused, DateTimeOffset now) => refused switch
    {
        { HelpsToWait: true } => "Try again in a moment.",
        { ResetsAt: { } end } when end > now => $"It is renewed at {end.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC.",
        _ => "Try again later.",
    };

    private static string Usd(long nanos) => new Money(nanos).ToString();
}
