using Tollgate.Settlement;
using Tollgate.Tests.Bicep;
using Tollgate.Tests.Bicep.Syntax;

namespace Tollgate.Tests.Monitoring;

/// <summary>A query that names what nothing emits finds nothing, for ever: no query does.</summary>
public sealed class QueryNameTests
{
    /// <summary>The log line of a request; its dimensions are asked for by category.</summary>
    private const int RequestFinished = 3210;

    public static TheoryData<string> Sources => [.. KqlQuery.All.Select(query => query.Source).Distinct()];

    [Theory]
    [MemberData(nameof(Sources))]
    public void Query_EveryNameInIt_IsEmitted(string source)
    {
        foreach (var query in KqlQuery.All.Where(query => query.Source == source))
        {
            Assert.Contains(query.Table, new[] { "traces", "customMetrics", "dependencies" });
            Assert.Empty(query.Metrics.Except(EmittedNames.Telemetry));
            Assert.Empty(query.Categories.Except(EmittedNames.Categories));
            Assert.Empty(query.Events.Except(EmittedNames.Events));
            Assert.Empty(query.Dimensions.Except(DimensionsOf(query)));
            Assert.True(query.Table != "customMetrics" || query.Metrics.Any(), "a query of metrics names one");
        }
    }

    [Fact]
    public void Alerts_EveryQueryFile_IsUsedAndGivesAValue()
    {
        var loaded = Template.Deployment.Files["modules/alerts.bicep"].Syntax.Nodes.OfType<CallExpression>()
            .Where(call => call.Function == "loadTextContent")
            .Select(call => "infra/bicep/" + ((StringExpression)call.Arguments[0]).Text!.Replace("../", "", StringComparison.Ordinal));

        Assert.Equal(Repository.Files("infra/bicep/queries", "*.kql"), loaded.Order(StringComparer.Ordinal));
        Assert.All(
            KqlQuery.All.Where(query => query.Source.EndsWith(".kql", StringComparison.Ordinal)),
            query => Assert.Matches(@"value = ", query.Text));
    }

    [Fact]
    public void RequestLog_Category_IsWhatTheQueriesAskFor()
    {
        Assert.Contains(KqlQuery.All, query => query.Categories.Contains(RequestLog.Category));
        Assert.NotEmpty(EmittedNames.DimensionsOf(RequestFinished));
    }

    /// <summary>Dimensions of the table that is asked, as narrow as can be told.</summary>
    private static IEnumerable<string> DimensionsOf(KqlQuery query) => query.Table != "traces"
        ? EmittedNames.Telemetry
        : query.Categories.Any()
            ? EmittedNames.DimensionsOf(RequestFinished).Append("CategoryName")
            : query.Events.Any() ? query.Events.SelectMany(EmittedNames.DimensionsOf).Append("EventId") : EmittedNames.LogDimensions;
}
