using Tollgate.Quotas;
using Tollgate.Quotas.Windows;

namespace Tollgate.Tests.Quotas;

public sealed class QuotaDefinitionCheckTests
{
    [Fact]
    public void ErrorsOf_ASoundDefinition_IsEmpty() => Assert.Empty(QuotaDefinitionCheck.ErrorsOf(Create(), "q"));

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    public void ErrorsOf_AnAbsurdLimit_NamesItsPath(long limit) =>
        Assert.Contains(QuotaDefinitionCheck.ErrorsOf(Create() with { Limit = limit }, "tenants.a.quotas[0]"),
            error => error.StartsWith("tenants.a.quotas[0].limit: ", StringComparison.Ordinal));

    [Fact]
    public void ErrorsOf_UnknownZone_NamesIt() =>
        Assert.Equal(
            ["q.timeZone: unknown time zone 'Mars/Olympus'"],
            QuotaDefinitionCheck.ErrorsOf(Create() with { TimeZone = "Mars/Olympus" }, "q"));

    [Fact]
    public void ErrorsOf_WindowWithRefill_IsContradictory() =>
        Assert.Single(QuotaDefinitionCheck.ErrorsOf(Create() with { RefillPerSecond = 1 }, "q"));

    [Fact]
    public void ErrorsOf_BucketWithoutRefill_IsRefused() =>
        Assert.Single(QuotaDefinitionCheck.ErrorsOf(Create() with { Period = WindowPeriod.None }, "q"));

    [Fact]
    public void ErrorsOf_ApiKeyScopeWithoutKey_IsRefused() =>
        Assert.Single(QuotaDefinitionCheck.ErrorsOf(Create() with { Scope = QuotaScope.ApiKey }, "q"));

    [Fact]
    public void ErrorsOf_UnknownScope_IsRefused() =>
        Assert.Single(QuotaDefinitionCheck.ErrorsOf(Create() with { Scope = (QuotaScope)9 }, "q"));

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    [InlineData(50, 50)]
    public void ErrorsOf_ThresholdThatIsNoPercentageOrTwice_IsRefused(params int[] thresholds) =>
        Assert.StartsWith(
            "q.alertThresholds: ",
            Assert.Single(QuotaDefinitionCheck.ErrorsOf(Create() with { AlertThresholds = thresholds }, "q")),
            StringComparison.Ordinal);

    private static QuotaDefinition Create() =>
        new() { Id = "usd/month", Scope = QuotaScope.Tenant, Period = WindowPeriod.Month, Limit = 1000, TimeZone = "Europe/Berlin" };
}
