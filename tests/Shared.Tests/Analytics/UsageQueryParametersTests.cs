using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Tollgate.Analytics;

namespace Tollgate.Tests.Analytics;

public sealed class UsageQueryParametersTests
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    [Theory]
    [InlineData("", "2026-11-20", "2026-11-20")]
    [InlineData("?period=&start_date=", "2026-11-20", "2026-11-20")]
    [InlineData("?period=day", "2026-11-20", "2026-11-20")]
    [InlineData("?period=daily", "2026-11-20", "2026-11-20")]
    [InlineData("?period=week", "2026-11-14", "2026-11-20")]
    [InlineData("?period=weekly", "2026-11-14", "2026-11-20")]
    [InlineData("?period=month", "2026-10-22", "2026-11-20")]
    [InlineData("?period=monthly&colour=red", "2026-10-22", "2026-11-20")]
    [InlineData("?start_date=2026-11-01", "2026-11-01", "2026-11-20")]
    [InlineData("?start_date=2026-11-01&end_date=2026-11-01", "2026-11-01", "2026-11-01")]
    [InlineData("?start_date=2026-01-01&end_date=2026-04-02", "2026-01-01", "2026-04-02")]
    public void Parse_GoodRange_IsInclusive(string query, string from, string to)
    {
        var (parameters, error) = Parse(query);

        Assert.Null(error);
        Assert.Equal(new UsageRange(Date(from), Date(to)), parameters!.Range);
    }

    [Theory]
    [InlineData("?period=year", "period")]
    [InlineData("?period=Day", "period")]
    [InlineData("?period=day&start_date=2026-11-01", "period")]
    [InlineData("?period=day&end_date=2026-11-01", "period")]
    [InlineData("?end_date=2026-11-01", "start_date")]
    [InlineData("?start_date=01.11.2026", "start_date")]
    [InlineData("?start_date=2026-02-30", "start_date")]
    [InlineData("?start_date=2026-11-01T00:00:00Z", "start_date")]
    [InlineData("?start_date=2026-11-01&end_date=soon", "end_date")]
    [InlineData("?start_date=2026-11-02&end_date=2026-11-01", "end_date")]
    [InlineData("?start_date=2026-11-21", "start_date")]
    [InlineData("?start_date=2026-01-01&end_date=2026-04-03", "start_date")]
    [InlineData("?start_date=0001-01-01&end_date=9999-12-31", "start_date")]
    [InlineData("?start_date=2026-11-01&start_date=2026-11-02", "start_date")]
    [InlineData("?tenant_id=a&tenant_id=b", "tenant_id")]
    [InlineData("?user_id=a&user_id=b", "user_id")]
    public void Parse_BadQuery_NamesTheParameter(string query, string param)
    {
        var (parameters, error) = Parse(query);

        Assert.Null(parameters);
        Assert.Equal(param, error!.Param);
        Assert.NotEmpty(error.Message);
    }

    [Fact]
    public void Parse_TenantAndUser_AreTakenAsGiven()
    {
        var (parameters, _) = Parse("?tenant_id=acme&user_id=ann%40example.com");

        Assert.Equal("acme", parameters!.Tenant);
        Assert.Equal("ann@example.com", parameters.User);
    }

    private static (UsageQueryParameters? Parameters, UsageQueryError? Error) Parse(string query)
    {
        var parameters = UsageQueryParameters.Parse(new QueryCollection(QueryHelpers.ParseQuery(query)), Today, out var error);
        return (parameters, error);
    }

    private static DateOnly Date(string text) => DateOnly.Parse(text, null);
}
