using Tollgate.Quotas;
using Tollgate.Quotas.Configuration;
using Tollgate.Quotas.Windows;

namespace Tollgate.Tests.Quotas.Configuration;

public sealed class DefaultModeTests
{
    [Theory]
    [InlineData(QuotaScope.Tenant, QuotaUnit.Usd, WindowPeriod.Day, 1_000_000_000_000_000, QuotaMode.Strict)]
    [InlineData(QuotaScope.Total, QuotaUnit.Requests, WindowPeriod.Minute, 999, QuotaMode.Strict)]
    [InlineData(QuotaScope.Total, QuotaUnit.Requests, WindowPeriod.Minute, 1_000, QuotaMode.Fast)]
    [InlineData(QuotaScope.ApiKey, QuotaUnit.Tokens, WindowPeriod.Hour, 999_999, QuotaMode.Strict)]
    [InlineData(QuotaScope.Deployment, QuotaUnit.Tokens, WindowPeriod.Hour, 1_000_000, QuotaMode.Fast)]
    [InlineData(QuotaScope.User, QuotaUnit.Usd, WindowPeriod.Day, 1, QuotaMode.Fast)]
    [InlineData(QuotaScope.User, QuotaUnit.Requests, WindowPeriod.Minute, 1, QuotaMode.Fast)]
    [InlineData(QuotaScope.User, QuotaUnit.Requests, WindowPeriod.None, 1, QuotaMode.Fast)]
    [InlineData(QuotaScope.Total, QuotaUnit.Requests, WindowPeriod.None, 1_000_000, QuotaMode.Strict)]
    public void Of_Limit_IsExactWhereThatMatters(QuotaScope scope, QuotaUnit unit, WindowPeriod period, long limit, QuotaMode expected) =>
        Assert.Equal(expected, DefaultMode.Of(scope, new QuotaKind(unit, period), limit));
}
