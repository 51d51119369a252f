using Tollgate.Quotas;
using Tollgate.Tests.Configuration;

namespace Tollgate.Tests.Quotas.Configuration;

public sealed class QuotaCatalogueTests
{
    private const string Everything = """
        {
          "revision": 3,
          "profile": "production",
          "rateLimit": {
            "perTenant": { "requestsPerSecond": 5, "tokensPerMinute": 1000 },
            "perUser": { "capacity": 5, "refillRate": 0.1 },
            "perKey": { "tokensPerHour": 100 }
          },
          "providers": {
            "demo": {
              "rateLimit": { "requestsPerMinute": 600 },
              "models": ["free", { "id": "small", "modelId": "small-1", "rateLimit": { "tokensPerMinute": 5000 } }]
            },
            "ollama": { "rateLimit": { "requestsPerSecond": 2 } }
          },
          "tenants": { "team-a": { "timeZone": "Europe/Berlin" } }
        }
        """;

    [Theory]
    [InlineData("demo", "requests/minute 600 strict")]
    [InlineData("demo/small-1", "tokens/minute 5000 strict")]
    [InlineData("ollama", "requests/second 2 strict")]
    [InlineData("demo/free")]
    [InlineData("nobody/nothing")]
    public void OfDeployment_ProviderAndModel_HaveTheirOwnAccounts(string subject, params string[] expected)
    {
        var quotas = Load().OfDeployment(subject);

        Assert.Equal(expected, Limits.Of(quotas));
        Assert.All(quotas, quota => Assert.Equal(QuotaScope.Deployment, quota.Scope));
    }

    [Fact]
    public void Catalogue_AnyDefinition_IsOneThatAnAccountAccepts()
    {
        var quotas = Load();

        Assert.All(
            quotas.Total.Concat(quotas.OfTenant("team-a")).Concat(quotas.OfUser("team-a", "anna")).Concat(quotas.OfDeployment("demo")),
            quota => Assert.Empty(QuotaDefinitionCheck.ErrorsOf(quota, "quota")));
    }

    [Fact]
    public void OfUser_ManyUsers_ShareOneList()
    {
        var quotas = Load();

        Assert.Same(quotas.OfUser("team-a", "anna"), quotas.OfUser("team-a", new string('x', 10_000)));
        Assert.Same(quotas.OfTenant("unknown"), quotas.OfTenant("unknown too"));
    }

    [Fact]
    public void Catalogue_Asked_DoesNotAllocate()
    {
        var quotas = Load();
        Ask(quotas);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            Ask(quotas);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static int Ask(IQuotaCatalogue quotas) =>
        quotas.Total.Count + quotas.OfTenant("team-a").Count + quotas.OfTenant("unknown").Count + quotas.OfUser("team-a", "anna").Count
        + quotas.OfDeployment("demo/small-1").Count + quotas.OfDeployment("unknown").Count;

    private static IQuotaCatalogue Load() => TestInputs.LoadValid(Everything).Quotas;
}
