using Tollgate.Pricing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Pricing.Ceilings;

public sealed class CostCeilingProperties
{
    [Fact]
    public void Of_AnyRequest_BoundsEveryBillThatItsDeploymentMaySend() => Properties.Check(
        BilledCase.All,
        given =>
        {
            var ceiling = CeilingCases.Of(given.Json, given.Deployment.Info, given.Deployment.Provider.Type);

            Assert.True(given.Billed.TotalInput <= ceiling.InputTokens, $"input {given.Billed.TotalInput} above {ceiling.InputTokens}");
            Assert.True(given.Billed.TotalOutput <= ceiling.OutputTokens, $"output {given.Billed.TotalOutput} above {ceiling.OutputTokens}");
            var billed = Cost.Of(given.Billed, given.Deployment.Info.Price);
            Assert.True(billed <= ceiling.Cost, $"{billed} USD billed above {ceiling.Cost}");
        },
        runs: 5_000);
}
