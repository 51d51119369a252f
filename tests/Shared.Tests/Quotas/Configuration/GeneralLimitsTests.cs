using Tollgate.Tests.Configuration;

namespace Tollgate.Tests.Quotas.Configuration;

public sealed class GeneralLimitsTests
{
    private const string AnyTenant = "someone";

    [Fact]
    public void Load_NothingSaid_GivesEachTenantAMonthlyBudgetAndNothingElse()
    {
        var result = TestInputs.Load(null);

        var quotas = result.GetOrThrow().Quotas;
        Assert.Equal(["usd/month 1000 strict"], Limits.Of(quotas.OfTenant(AnyTenant)));
        Assert.Empty(quotas.Total);
        Assert.Empty(quotas.OfUser(AnyTenant, "anna"));
        Assert.Empty(quotas.OfDeployment("openai/gpt-4o"));
        Assert.Equal([50, 80, 95, 100], result.GetOrThrow().AlertThresholds);
        Assert.Contains(
            "budget.defaultMonthlyLimit: is 1000 USD for each tenant, as nothing else is given; write null for no limit", result.Notices);
    }

    [Theory]
    [InlineData("{}", "usd/month 1000 strict")]
    [InlineData("""{ "defaultMonthlyLimit": 250.5, "currency": "USD" }""", "usd/month 250.5 strict")]
    [InlineData("""{ "defaultMonthlyLimit": 0.000000001 }""", "usd/month 0.000000001 strict")]
    [InlineData("""{ "defaultMonthlyLimit": 1000000000 }""", "usd/month 1000000000 strict")]
    [InlineData("""{ "defaultMonthlyLimit": { "limit": 250, "mode": "fast" } }""", "usd/month 250 fast")]
    [InlineData("""{ "defaultMonthlyLimit": null }""", null)]
    [InlineData("""{ "enabled": false }""", null)]
    [InlineData("""{ "enabled": false, "defaultMonthlyLimit": 250 }""", null)]
    public void Load_Budget_HoldsForATenantWithoutAnyOfItsOwn(string budget, string? expected) =>
        Assert.Equal(
            expected is null ? [] : [expected],
            Limits.Of(TestInputs.LoadValid($$"""{ "budget": {{budget}} }""").Quotas.OfTenant(AnyTenant)));

    [Theory]
    [InlineData("""{ "dailyLimits": { "total": 100 } }""", new[] { "usd/day 100 strict" }, new string[0])]
    [InlineData("""{ "dailyLimits": { "perTenant": 20, "perUser": 5 } }""", new string[0], new[] { "usd/day 5 fast" })]
    [InlineData("""{ "dailyLimits": { "perUser": { "limit": 5, "mode": "strict" } } }""", new string[0], new[] { "usd/day 5 strict" })]
    [InlineData("""{ "enabled": false, "dailyLimits": { "total": 100, "perUser": 5 } }""", new string[0], new string[0])]
    public void Load_DailyLimits_HoldForTheirScope(string costControls, string[] total, string[] user)
    {
        var quotas = TestInputs.LoadValid($$"""{ "costControls": {{costControls}} }""").Quotas;

        Assert.Equal(total, Limits.Of(quotas.Total));
        Assert.Equal(user, Limits.Of(quotas.OfUser(AnyTenant, "anna")));
    }

    [Theory]
    [InlineData("{}", new[] { 50, 80, 95, 100 })]
    [InlineData("""{ "alertThresholds": [75, 90] }""", new[] { 75, 90 })]
    [InlineData("""{ "alertThresholds": [] }""", new int[0])]
    [InlineData("""{ "enabled": false }""", new int[0])]
    public void Load_AlertThresholds_AreThoseGiven(string costControls, int[] expected) =>
        Assert.Equal(expected, TestInputs.LoadValid($$"""{ "costControls": {{costControls}} }""").AlertThresholds);

    [Theory]
    [InlineData("{}", new string[0])]
    [InlineData("""{ "enabled": false, "global": { "requestsPerMinute": 5 } }""", new string[0])]
    [InlineData("""{ "enabled": true }""", new[] { "requests/minute 10000 fast", "tokens/hour 1000000 fast" })]
    [InlineData("""{ "global": { "requestsPerMinute": 500 } }""", new[] { "requests/minute 500 strict", "tokens/hour 1000000 fast" })]
    [InlineData("""{ "global": { "tokensPerHour": null } }""", new[] { "requests/minute 10000 fast" })]
    [InlineData("""{ "global": { "requestsPerMinute": null, "tokensPerHour": null, "capacity": 50, "refillRate": 2.5 } }""", new[] { "requests/bucket 50+2.5/s strict" })]
    public void Load_GlobalRates_HaveDefaultsOnceTheSectionSaysSomething(string rateLimit, string[] expected) =>
        Assert.Equal(expected, Limits.Of(TestInputs.LoadValid($$"""{ "rateLimit": {{rateLimit}} }""").Quotas.Total));

    [Fact]
    public void Load_GlobalRatesByDefault_AreTold() =>
        Assert.Contains(
            "rateLimit.global.tokensPerHour: is 1000000, as nothing else is given; write null for no limit",
            TestInputs.Load("""{ "rateLimit": { "perUser": { "requestsPerMinute": 60 } } }""").Notices);

    [Theory]
    [InlineData("100", null, "requests/bucket 100+1/s fast")]
    [InlineData(null, "0.5", "requests/bucket 100+0.5/s fast")]
    [InlineData("20", "2", "requests/bucket 20+2/s fast")]
    public void Load_BucketVariables_LimitEachUser(string? capacity, string? refillRate, string expected) =>
        Assert.Equal([expected], UserLimits(null, capacity, refillRate));

    [Theory]
    [InlineData("""{ "perUser": { "capacity": 7, "refillRate": 3 } }""", "requests/bucket 7+3/s fast")]
    [InlineData("""{ "perUser": { "capacity": null } }""", null)]
    [InlineData("""{ "enabled": false }""", null)]
    public void Load_BucketVariables_GiveWayToTheFile(string rateLimit, string? expected) =>
        Assert.Equal(expected is null ? [] : [expected], UserLimits($$"""{ "rateLimit": {{rateLimit}} }""", "100", "1"));

    [Theory]
    [InlineData("{}", "development", new string[0], new string[0])]
    [InlineData("{}", "Staging", new[] { "usd/day 100 strict" }, new string[0])]
    [InlineData("{}", "production", new[] { "usd/day 1000 strict" }, new[] { "usd/day 50 fast" })]
    [InlineData("""{ "profile": "staging" }""", "production", new[] { "usd/day 100 strict" }, new string[0])]
    [InlineData("""{ "profile": "development" }""", "production", new string[0], new string[0])]
    [InlineData("""{ "costControls": { "dailyLimits": { "total": 5000, "perUser": null } } }""", "production", new[] { "usd/day 5000 strict" }, new string[0])]
    [InlineData("""{ "costControls": { "enabled": false } }""", "production", new string[0], new string[0])]
    public void Load_Profile_SetsDailyLimitsThatTheFileOverrides(string text, string environment, string[] total, string[] user)
    {
        var quotas = TestInputs.LoadValid(text, ("ENVIRONMENT", environment)).Quotas;

        Assert.Equal(total, Limits.Of(quotas.Total));
        Assert.Equal(user, Limits.Of(quotas.OfUser(AnyTenant, "anna")));
    }

    [Fact]
    public void Load_ProductionProfile_LimitsEachTenantsDay() =>
        Assert.Equal(
            ["usd/day 200 strict", "usd/month 1000 strict"],
            Limits.Of(TestInputs.LoadValid(null, ("ENVIRONMENT", "production")).Quotas.OfTenant(AnyTenant)));

    private static string[] UserLimits(string? text, string? capacity, string? refillRate) => Limits.Of(
        TestInputs.LoadValid(text, ("DEFAULT_RATE_LIMIT_CAPACITY", capacity ?? ""), ("DEFAULT_RATE_LIMIT_REFILL_RATE", refillRate ?? ""))
            .Quotas.OfUser(AnyTenant, "anna"));
}
