using Tollgate.Quotas.Estimation;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Quotas.Estimation;

public sealed class TokenEstimatorsTests
{
    [Fact]
    public void For_OneDeployment_IsAlwaysTheSame()
    {
        var estimators = new TokenEstimators();

        Assert.Same(estimators.For(TestGateway.Deployment()), estimators.For(TestGateway.Deployment()));
        Assert.NotSame(estimators.For(TestGateway.Deployment()), estimators.For(TestGateway.Deployment(upstreamModel: "other")));
    }

    [Fact]
    public void For_AnyNumberOfNames_KeepsNoMoreThanItsShare()
    {
        var estimators = new TokenEstimators();

        var distinct = Enumerable.Range(0, 10_000).Select(i => estimators.For(TestGateway.Deployment(upstreamModel: $"m{i}"))).Distinct().Count();

        Assert.Equal(4_097, distinct);
    }
}
