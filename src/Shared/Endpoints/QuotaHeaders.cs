using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tollgate.Pricing;
using Tollgate.Quotas;

namespace Tollgate.Endpoints;

/// <summary>Tells how a caller's limits stand, in the headers OpenAI's clients know and in one for money.</summary>
internal static class QuotaHeaders
{
    public const string BudgetRemainingUsd = "x-tollgate-budget-remaining-usd";
    public const string MaxTokensClamped = "x-tollgate-max-tokens-clamped";

    /// <summary>Of several limits in one unit the scarcest is told.</summary>
    public static void Apply(IHeaderDictionary headers, IReadOnlyList<QuotaStanding> standings, DateTimeOffset now)
    {
        Tell(headers, "requests", Scarcest(standings, QuotaUnit.Requests), now);
        Tell(headers, "tokens", Scarcest(standings, QuotaUnit.Tokens), now);
        if (Scarcest(standings, QuotaUnit.Usd) is { } budget)
        {
            headers[BudgetRemainingUsd] = new Money(Math.Max(0, budget.Remaining)).ToString();
        }
    }

    private static void Tell(IHeaderDictionary headers, string unit, QuotaStanding? standing, DateTimeOffset now)
    {
        if (standing is null)
        {
            return;
        }

        headers[$"x-ratelimit-limit-{unit}"] = standing.Quota.Limit.ToString(CultureInfo.InvariantCulture);
        headers[$"x-ratelimit-remaining-{unit}"] = Math.Max(0, standing.Remaining).ToString(CultureInfo.InvariantCulture);
        if (standing.ResetsAt is { } end)
        {
            headers[$"x-ratelimit-reset-{unit}"] = Duration(end - now);
        }
    }

    private static QuotaStanding? Scarcest(IReadOnlyList<QuotaStanding> standings, QuotaUnit unit)
    {
        QuotaStanding? scarcest = null;
        for (var i = 0; i < standings.Count; i++)
        {
            var standing = standings[i];
            if (standing.Quota.Unit == unit && (scarcest is null || standing.Remaining < scarcest.Remaining))
            {
                scarcest = standing;
            }
        }

        return scarcest;
    }

    /// <summary>As OpenAI writes it: <c>120ms</c>, <c>1s</c>, <c>6m0s</c>, <c>3h0m0s</c>.</summary>
    internal static string Duration(TimeSpan wait) => wait switch
    {
        _ when wait <= TimeSpan.Zero => "0s",
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(wait.TotalMilliseconds)}ms"),
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{wait.TotalSeconds:0.###}s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{wait.Minutes}m{wait.Seconds}s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(long)wait.TotalHours}h{wait.Minutes}m{wait.Seconds}s"),
    };
}
