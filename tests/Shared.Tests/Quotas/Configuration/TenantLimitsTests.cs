using Tollgate.Auth;
using Tollgate.Configuration;
using Tollgate.Quotas;
using Tollgate.Tests.Configuration;

namespace Tollgate.Tests.Quotas.Configuration;

public sealed class TenantLimitsTests
{
    private const string General = """
        "costControls": { "dailyLimits": { "perTenant": 100, "perUser": 10 } },
        "budget": { "defaultMonthlyLimit": 500 },
        "rateLimit": {
          "perTenant": { "requestsPerMinute": 60, "tokensPerMinute": 10000 },
          "perKey": { "requestsPerMinute": 30 },
          "tiers": { "gold": { "requestsPerMinute": 6000, "tokensPerMinute": null } }
        }
        """;

    [Theory]
    [InlineData("{}", "usd/day 100 strict", "usd/month 500 strict", "requests/minute 60 strict", "tokens/minute 10000 strict")]
    [InlineData("""{ "budget": { "monthly": 50 } }""", "usd/day 100 strict", "usd/month 50 strict", "requests/minute 60 strict", "tokens/minute 10000 strict")]
    [InlineData("""{ "budget": { "daily": null, "monthly": null } }""", "requests/minute 60 strict", "tokens/minute 10000 strict")]
    [InlineData("""{ "tier": "gold" }""", "usd/day 100 strict", "usd/month 500 strict", "requests/minute 6000 fast")]
    [InlineData("""{ "tier": "gold", "rateLimit": { "requestsPerMinute": 90 } }""", "usd/day 100 strict", "usd/month 500 strict", "requests/minute 90 strict")]
    [InlineData("""{ "tier": "gold", "rateLimit": { "capacity": 5, "refillRate": 1 }, "mode": "strict" }""", "usd/day 100 strict", "usd/month 500 strict", "requests/bucket 5+1/s strict", "requests/minute 6000 strict")]
    [InlineData("""{ "mode": "fast", "budget": { "daily": { "limit": 7, "mode": "strict" } } }""", "usd/day 7 strict", "usd/month 500 fast", "requests/minute 60 fast", "tokens/minute 10000 fast")]
    public void OfTenant_OwnLimits_ReplaceGeneralOnesOneByOne(string tenant, params string[] expected) =>
        Assert.Equal(expected, Limits.Of(Load(tenant).OfTenant("team-a")));

    [Fact]
    public void OfTenant_Keys_HaveTheirOwnOrTheGeneralLimits()
    {
        var quotas = Load(
            """
            {
              "mode": "fast",
              "apiKeys": [
                { "id": "ci", "sha256": "0000000000000000000000000000000000000000000000000000000000000001" },
                {
                  "id": "app", "sha256": "0000000000000000000000000000000000000000000000000000000000000002",
                  "budget": { "daily": 3 }, "rateLimit": { "requestsPerMinute": null, "requestsPerSecond": 2 }
                }
              ]
            }
            """).OfTenant("team-a").Where(quota => quota.Scope == QuotaScope.ApiKey).ToArray();

        Assert.Equal(["ci", "app", "app"], quotas.Select(quota => quota.ApiKey));
        Assert.Equal(["key/ci/requests/minute 30 fast", "key/app/usd/day 3 fast", "key/app/requests/second 2 fast"], Limits.Of(quotas));
    }

    [Fact]
    public void Load_TimeZone_IsThatOfTheTenantsWindowsAndItsUsers()
    {
        var quotas = Load("""{ "timeZone": "Asia/Kathmandu" }""");

        Assert.All(quotas.OfTenant("team-a").Concat(quotas.OfUser("team-a", "anna")), quota => Assert.Equal("Asia/Kathmandu", quota.TimeZone));
        Assert.All(quotas.OfTenant("another").Concat(quotas.Total), quota => Assert.Equal("UTC", quota.TimeZone));
    }

    [Fact]
    public void OfTenant_TenantsOfTheEnvironmentAndOfTheHome_HaveTheGeneralLimits()
    {
        var demo = new Tenant { Id = "demo", ApiKeys = [new ApiKey { Id = "first", Sha256 = [.. new byte[32]] }] };
        var inputs = TestInputs.Create($$"""{ {{General}} }""", ("TOLLGATE_API_KEY", "tg-0123456789abcdef")) with { AdditionalTenants = [demo] };

        var quotas = GatewayConfigurationLoader.Load(inputs).GetOrThrow().Quotas;

        Assert.Contains("usd/month 500 strict", Limits.Of(quotas.OfTenant("default")));
        Assert.Contains("key/environment/requests/minute 30 strict", Limits.Of(quotas.OfTenant("default")));
        Assert.Contains("key/first/requests/minute 30 strict", Limits.Of(quotas.OfTenant("demo")));
    }

    [Theory]
    [InlineData("budget", """{ "budget": { "daily": 5 } }""", "tenants.team-a.budget: has no effect while budget.enabled is false")]
    [InlineData("rateLimit", """{ "rateLimit": { "requestsPerMinute": 5 } }""", "tenants.team-a.rateLimit: has no effect while rateLimit.enabled is false")]
    public void Load_OwnLimitsOfAFeatureThatIsOff_AreToldAndLeftOut(string section, string tenant, string notice)
    {
        var result = TestInputs.Load($$"""{ "{{section}}": { "enabled": false }, "tenants": { "team-a": {{tenant}} } }""");

        Assert.Contains(notice, result.Notices);
        Assert.DoesNotContain(result.GetOrThrow().Quotas.OfTenant("team-a"), quota => quota.Limit is 5 or 5_000_000_000);
    }

    [Fact]
    public void Load_AllowanceDuringAnOutage_IsInTheUnitOfTheLimit()
    {
        var quotas = Load(
            """
            {
              "budget": { "daily": { "limit": 10, "onStoreOutage": { "allowUpTo": 0.5 } }, "monthly": { "limit": 9, "onStoreOutage": "deny" } },
              "rateLimit": { "requestsPerMinute": { "limit": 10, "onStoreOutage": { "allowUpTo": 2 } } }
            }
            """).OfTenant("team-a");

        Assert.Equal([500_000_000, 0, 2, 0], quotas.Select(quota => quota.OutageAllowance));
    }

    private static IQuotaCatalogue Load(string tenant) =>
        TestInputs.LoadValid($$"""{ {{General}}, "tenants": { "team-a": {{tenant}} } }""").Quotas;
}
