using Tollgate.Analytics;
using Tollgate.State;
using static Tollgate.Tests.Analytics.UsageOperation;

namespace Tollgate.Tests.Analytics;

public sealed class UsageStateBadInputTests
{
    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("17")]
    [InlineData("{}")]
    [InlineData("""{"Sender":"a","Seq":1}""")]
    [InlineData("""{"Sender":"a","Seq":1,"Rows":null}""")]
    [InlineData("""{"Sender":"a","Rows":[]}""")]
    [InlineData("""{"Sender":null,"Seq":1,"Rows":[]}""")]
    [InlineData("""{"Sender":"","Seq":1,"Rows":[]}""")]
    [InlineData("""{"Sender":"a","Seq":0,"Rows":[]}""")]
    [InlineData("""{"Sender":"a","Seq":-3,"Rows":[]}""")]
    [InlineData("""{"Sender":"a","Seq":9223372036854775807,"Rows":[]}""")]
    [InlineData("""{"Sender":"a","Seq":1e99,"Rows":[]}""")]
    [InlineData("""{"Sender":"a","Seq":1,"Rows":[{"Hour":"noon","Status":200,"Totals":{}}]}""")]
    [InlineData("""{"Sender":"a","Seq":1,"Rows":[{"Status":200,"Totals":{}}]}""")]
    [InlineData("""{"Sender":"a","Seq":1,"Rows":[{"Hour":1,"Totals":{}}]}""")]
    [InlineData("""{"Sender":"a","Seq":1,"Rows":[{"Hour":1,"Status":200}]}""")]
    [InlineData("""{"Sender":"a","Seq":1,"Rows":[{"Hour":1,"Status":200,"Totals":null}]}""")]
    public void Apply_PayloadThatIsNone_IsRecordedAndCountsNothing(string payload)
    {
        var state = Deliver(Raw(payload, id: "bad"));

        Assert.Equal(1, state.Rejected.Count);
        Assert.Equal(["bad"], state.Rejected.LastIds);
        Assert.Equal(default, state.Total);
    }

    [Theory]
    [InlineData("17")]
    [InlineData("""[{"Request":7,"Attempts":"none"}]""")]
    [InlineData("""{"newer":true}""")]
    public void Apply_TrailsOfAnotherShape_CountsTheRowsBesideThem(string trails)
    {
        var state = Deliver(Raw($$$"""{"Sender":"a","Seq":1,"Rows":[{"Hour":1,"Status":200,"Totals":{"Requests":1}}],"Trails":{{{trails}}}}"""));

        Assert.Equal((1, 0), (state.Total.Requests, state.Rejected.Count));
    }

    [Theory]
    [InlineData("""{"Hour":99,"Status":200,"Totals":{"Requests":1}}""")]
    [InlineData("""{"Hour":-1,"Status":200,"Totals":{"Requests":1}}""")]
    [InlineData("""{"Hour":1,"Status":0,"Totals":{"Requests":1}}""")]
    [InlineData("""{"Hour":1,"Status":200,"Totals":{"Requests":1,"Input":-5}}""")]
    [InlineData("null")]
    public void Apply_AbsurdRow_IsRecordedAndTheSoundOnesBesideItCount(string row)
    {
        var operation = Raw($$$"""{"Sender":"a","Seq":1,"Rows":[{{{row}}},{"Hour":0,"Status":200,"Totals":{"Requests":2}}]}""");

        var state = Deliver(operation, operation);

        Assert.Equal(1, state.Rejected.Count);
        Assert.Equal(2, state.Total.Requests);
    }

    [Fact]
    public void Apply_UnknownKindNewerVersionOrNoPayload_IsRecorded()
    {
        var good = Add("a", 1, Row());

        var state = Deliver(
            good with { Kind = "usage.subtract", Id = "kind" },
            good with { Version = 2, Id = "version" },
            new Envelope { Kind = UsageAddition.Kind, Id = "empty" },
            new Envelope { Kind = null!, Id = null! });

        Assert.Equal(4, state.Rejected.Count);
        Assert.Equal(["kind", "version", "empty", ""], state.Rejected.LastIds);
        Assert.Equal(default, state.Total);
    }

    [Fact]
    public void Apply_ManyBadOperations_KeepsTheCountAndTheLastIds()
    {
        var state = Deliver(Enumerable.Range(0, 100).Select(i => Raw("{}", id: $"{i} {new string('x', 1000)}")));

        Assert.Equal(100, state.Rejected.Count);
        Assert.Equal(RejectedOperations.MaxIds, state.Rejected.LastIds.Count);
        Assert.StartsWith("99 ", state.Rejected.LastIds[^1], StringComparison.Ordinal);
        Assert.All(state.Rejected.LastIds, id => Assert.InRange(id.Length, 1, 64));
    }
}
