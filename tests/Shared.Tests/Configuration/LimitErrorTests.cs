namespace Tollgate.Tests.Configuration;

public sealed class LimitErrorTests
{
    private const string Zero = "0 would refuse everything; leave it out, or write null for no limit";

    [Theory]
    [InlineData("0", ": " + Zero)]
    [InlineData("0.0", ": " + Zero)]
    [InlineData("-5", ": must be above 0")]
    [InlineData("1000000000.01", ": must be at most 1000000000")]
    [InlineData("1e300", ": must be at most 1000000000")]
    [InlineData("-1e300", ": must be above 0")]
    [InlineData("0.0000000001", ": must have at most 9 decimals")]
    [InlineData("\"100\"", ": must be a number")]
    [InlineData("true", ": must be a number")]
    [InlineData("[]", ": must be a number")]
    [InlineData("{}", ".limit: is missing; write null in place of the object for no limit")]
    [InlineData("""{ "limit": 0 }""", ".limit: " + Zero)]
    [InlineData("""{ "limit": 1, "mode": "exact" }""", ".mode: must be one of strict, fast")]
    [InlineData("""{ "limit": 1, "onStoreOutage": "allow" }""", ".onStoreOutage: must be \"deny\" or an object with \"allowUpTo\"")]
    [InlineData("""{ "limit": 1, "onStoreOutage": {} }""", ".onStoreOutage: must be \"deny\" or an object with \"allowUpTo\"")]
    [InlineData("""{ "limit": 1, "onStoreOutage": { "allowUpTo": 0 } }""", ".onStoreOutage.allowUpTo: must be above 0; write \"deny\" to allow nothing")]
    [InlineData("""{ "limit": 1, "onStoreOutage": { "allowUpTo": 2 } }""", ".onStoreOutage: allows more than the limit itself; lower it")]
    [InlineData("""{ "limit": 1, "mod": "fast" }""", ".mod: is not known here; did you mean \"mode\"?")]
    public void Load_MoneyThatCannotBeMeant_IsRefusedAtItsPath(string limit, string error) =>
        Assert.Equal(
            [$"budget.defaultMonthlyLimit{error}", $"costControls.dailyLimits.total{error}", $"tenants.a.budget.daily{error}"],
            TestInputs.Errors($$"""
                {
                  "costControls": { "dailyLimits": { "total": {{limit}} } },
                  "budget": { "defaultMonthlyLimit": {{limit}} },
                  "tenants": { "a": { "budget": { "daily": {{limit}} } } }
                }
                """).Order());

    [Theory]
    [InlineData("""{ "requestsPerMinute": 0 }""", "requestsPerMinute: " + Zero)]
    [InlineData("""{ "requestsPerSecond": 1.5 }""", "requestsPerSecond: must be a whole number")]
    [InlineData("""{ "tokensPerHour": 1e13 }""", "tokensPerHour: must be at most 1000000000000")]
    [InlineData("""{ "tokensPerMinute": -1 }""", "tokensPerMinute: must be above 0")]
    [InlineData("""{ "tokensPerDay": 5 }""", "tokensPerDay: is not known here")]
    [InlineData("""{ "capacity": 5 }""", "refillRate: is missing, and capacity does not work without it")]
    [InlineData("""{ "refillRate": 1 }""", "capacity: is missing, and refillRate does not work without it")]
    [InlineData("""{ "capacity": 0, "refillRate": 1 }""", "capacity: 0 would refuse everything; leave both out, or write null for no limit")]
    [InlineData("""{ "capacity": 5, "refillRate": 0 }""", "refillRate: 0 would refuse everything; leave both out, or write null for no limit")]
    [InlineData("""{ "capacity": { "limit": 5 }, "refillRate": 1 }""", "capacity: must be a number")]
    public void Load_RateThatCannotBeMeant_IsRefusedWhereverRatesMayStand(string rates, string error)
    {
        string[] places =
        [
            "rateLimit.global", "rateLimit.perTenant", "rateLimit.perUser", "rateLimit.perKey", "rateLimit.tiers.gold",
            "providers.demo.rateLimit", "providers.demo.models[0].rateLimit", "tenants.a.rateLimit", "tenants.a.apiKeys[0].rateLimit",
        ];
        var text = $$"""
            {
              "rateLimit": {
                "global": {{rates}}, "perTenant": {{rates}}, "perUser": {{rates}}, "perKey": {{rates}}, "tiers": { "gold": {{rates}} }
              },
              "providers": { "demo": { "rateLimit": {{rates}}, "models": [{ "id": "m", "rateLimit": {{rates}} }] } },
              "tenants": { "a": { "rateLimit": {{rates}}, "apiKeys": [{ "id": "k", "key": "${KEY}", "rateLimit": {{rates}} }] } }
            }
            """;

        var errors = TestInputs.Errors(text, ("KEY", "tg-0123456789abcdef"));

        Assert.All(places, place => Assert.Contains(errors, found => found.StartsWith($"{place}.{error}", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("""{ "budget": { "currency": "EUR" } }""", "budget.currency: must be one of USD")]
    [InlineData("""{ "budget": { "enabled": "no" } }""", "budget.enabled: must be true or false")]
    [InlineData("""{ "profile": "produktion" }""", "profile: must be one of development, staging, production; did you mean \"production\"?")]
    [InlineData("""{ "revision": 0 }""", "revision: must be an integer from 1 to 2147483647")]
    [InlineData("""{ "costControls": { "alertThresholds": [0] } }""", "costControls.alertThresholds[0]: must be an integer from 1 to 100")]
    [InlineData("""{ "costControls": { "alertThresholds": [50, 101] } }""", "costControls.alertThresholds[1]: must be an integer from 1 to 100")]
    [InlineData("""{ "costControls": { "alertThresholds": [80, 50] } }""", "costControls.alertThresholds[1]: must be more than the one before")]
    [InlineData("""{ "costControls": { "alertThresholds": [80, 80] } }""", "costControls.alertThresholds[1]: must be more than the one before")]
    [InlineData("""{ "rateLimit": { "tiers": { "gold": {} } } }""", "rateLimit.tiers.gold: has no limits; give it one, as in {\"requestsPerMinute\": 600}")]
    [InlineData("""{ "rateLimit": { "tiers": { "a b": { "requestsPerMinute": 1 } } } }""", "rateLimit.tiers[\"a b\"]: is no name of a tier, which must be 1 to 64 characters of a-z A-Z 0-9 . _ -")]
    [InlineData("""{ "rateLimit": { "tiers": { "gold": { "requestsPerMinute": 1 } } }, "tenants": { "a": { "tier": "glod" } } }""", "tenants.a.tier: names no tier of rateLimit.tiers; did you mean \"gold\"?")]
    [InlineData("""{ "tenants": { "a": { "tier": "gold" } } }""", "tenants.a.tier: names no tier of rateLimit.tiers")]
    [InlineData("""{ "tenants": { "a": { "timeZone": "Europe/Berln" } } }""", "tenants.a.timeZone: must be the IANA name of a time zone, such as Europe/Berlin; did you mean \"Europe/Berlin\"?")]
    [InlineData("""{ "tenants": { "a": { "timeZone": "W. Europe Standard Time" } } }""", "tenants.a.timeZone: must be the IANA name of a time zone, such as Europe/Berlin")]
    [InlineData("""{ "tenants": { "a": { "timeZone": "../../etc/passwd" } } }""", "tenants.a.timeZone: must be the IANA name of a time zone, such as Europe/Berlin")]
    [InlineData("""{ "tenants": { "a": { "mode": "slow" } } }""", "tenants.a.mode: must be one of strict, fast")]
    public void Load_WrongSetting_IsRefusedAtItsPath(string text, string error) => Assert.Equal([error], TestInputs.Errors(text));

    [Theory]
    [InlineData("DEFAULT_RATE_LIMIT_CAPACITY", "0", "must be an integer from 1 to 2147483647")]
    [InlineData("DEFAULT_RATE_LIMIT_CAPACITY", "many", "must be an integer from 1 to 2147483647")]
    [InlineData("DEFAULT_RATE_LIMIT_REFILL_RATE", "0", "must be a number above 0 and at most 1000000000")]
    [InlineData("DEFAULT_RATE_LIMIT_REFILL_RATE", "1,5", "must be a number above 0 and at most 1000000000")]
    public void Load_WrongVariable_IsRefusedUnderItsName(string name, string value, string message) =>
        Assert.Equal([$"{name}: {message}"], TestInputs.Errors(null, (name, value)));

    [Fact]
    public void Load_MoreLimitsInATenantThanItsAccountHolds_IsRefused()
    {
        var keys = string.Join(',', Enumerable.Range(0, 128).Select(number => $$"""{ "id": "k{{number}}", "sha256": "{{number:x64}}" }"""));
        var text = $$"""
            {
              "rateLimit": { "perKey": { "requestsPerMinute": 10, "tokensPerMinute": 1000 } },
              "tenants": { "a.b": { "apiKeys": [{{keys}}] } }
            }
            """;

        Assert.Equal(
            ["tenants[\"a.b\"].apiKeys: make 257 limits with the tenant's own, and one tenant can have 256; limit fewer of the keys"],
            TestInputs.Errors(text));
    }
}
