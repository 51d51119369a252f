using Tollgate.Tests.Configuration;

namespace Tollgate.Tests.Quotas.Configuration;

public sealed class UnreachedLimitsTests
{
    [Theory]
    [InlineData(
        """{ "costControls": { "dailyLimits": { "total": 10, "perTenant": 50 } } }""",
        "costControls.dailyLimits.perTenant: is never reached: costControls.dailyLimits.total allows less, 10 USD a day")]
    [InlineData(
        """{ "costControls": { "dailyLimits": { "perTenant": 50, "perUser": 50.5 } } }""",
        "costControls.dailyLimits.perUser: is never reached: costControls.dailyLimits.perTenant allows less, 50 USD a day")]
    [InlineData(
        """{ "costControls": { "dailyLimits": { "perTenant": 2000 } } }""",
        "costControls.dailyLimits.perTenant: is never reached: budget.defaultMonthlyLimit allows less, 1000 USD a month")]
    [InlineData(
        """{ "tenants": { "a": { "budget": { "daily": 20, "monthly": 10 } } } }""",
        "tenants.a.budget.daily: is never reached: tenants.a.budget.monthly allows less, 10 USD a month")]
    [InlineData(
        """{ "rateLimit": { "perTenant": { "requestsPerSecond": 100, "requestsPerMinute": 60 } } }""",
        "rateLimit.perTenant.requestsPerSecond: is never reached: rateLimit.perTenant.requestsPerMinute allows less, 60 requests a minute")]
    [InlineData(
        """{ "rateLimit": { "perTenant": { "requestsPerMinute": 60 } }, "tenants": { "a": { "apiKeys": [{ "id": "k", "key": "${KEY}", "rateLimit": { "requestsPerMinute": 70 } }] } } }""",
        "tenants.a.apiKeys[0].rateLimit.requestsPerMinute: is never reached: rateLimit.perTenant.requestsPerMinute allows less, 60 requests a minute")]
    [InlineData(
        """{ "providers": { "demo": { "rateLimit": { "tokensPerHour": 10 }, "models": [{ "id": "m", "rateLimit": { "tokensPerMinute": 11 } }] } } }""",
        "providers.demo.models[0].rateLimit.tokensPerMinute: is never reached: providers.demo.rateLimit.tokensPerHour allows less, 10 tokens a hour")]
    public void Load_LimitThatAnotherComesBefore_IsToldOnceAndLegal(string text, string notice)
    {
        var result = TestInputs.Load(text, ("KEY", "tg-0123456789abcdef"));

        Assert.Empty(result.Errors);
        Assert.Equal([notice], result.Notices.Where(told => told.Contains("never reached", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("""{ "costControls": { "dailyLimits": { "total": 50, "perTenant": 50, "perUser": 50 } } }""")]
    [InlineData("""{ "costControls": { "dailyLimits": { "total": 5 } }, "budget": { "defaultMonthlyLimit": 100 } }""")]
    [InlineData("""{ "costControls": { "dailyLimits": { "perUser": 10 } }, "tenants": { "small": { "budget": { "daily": 5 } } } }""")]
    [InlineData("""{ "profile": "production" }""")]
    public void Load_LimitsThatFit_AreNotWorthAWord(string text) =>
        Assert.DoesNotContain(TestInputs.Load(text).Notices, told => told.Contains("never reached", StringComparison.Ordinal));
}
