using System.Text.Json;
using Tollgate.Analytics;
using Tollgate.State;
using static Tollgate.Tests.Analytics.UsageOperation;

namespace Tollgate.Tests.Analytics;

public sealed class UsageStateTests
{
    [Fact]
    public void Add_RowsOfDifferentKinds_EveryRollupAddsUpToTheTotal()
    {
        var state = Deliver(Add("a", 1, Row(hour: 0, user: "ann"), Row(hour: 23, user: null, status: 429), Row(hour: 23, model: null, requests: 5)));

        Assert.Equal(7, state.Total.Requests);
        Assert.All(
            [state.Hours, state.Users, state.Models, state.Providers, state.Statuses],
            rollup => Assert.Equal(state.Total, rollup.Sum()));
        Assert.Equal(6, state.Hours.Find("23").Requests);
        Assert.Equal(6, state.Users.Find("ann").Requests);
        Assert.Equal(1, state.Users.Find(UsageName.None).Requests);
        Assert.Equal(5, state.Models.Find(UsageName.None).Requests);
        Assert.Equal(1, state.Statuses.Find("429").Requests);
    }

    [Fact]
    public void Add_SumBeyondTheLargestNumber_StaysAtTheLargest()
    {
        var state = Deliver(Add("a", 1, Row(cost: long.MaxValue - 1)), Add("a", 2, Row(cost: long.MaxValue - 1, hour: 3)));

        Assert.Equal(long.MaxValue, state.Total.CostNanoUsd);
        Assert.Equal(long.MaxValue, state.Users.Find("ann").CostNanoUsd);
        Assert.Equal(2, state.Total.Requests);
    }

    [Fact]
    public void Add_MoreNamesThanKept_TailGoesToOther()
    {
        var rows = Enumerable.Range(0, 500).Select(i => Row(user: $"user-{i}", model: $"model-{i}", status: 100 + i)).ToArray();

        var state = Deliver(Add("a", 1, rows), Add("a", 2, rows));

        Assert.Equal(1000, state.Total.Requests);
        Assert.Equal(UsageState.UserLimits.MaxNames + 1, state.Users.Names.Count);
        Assert.Equal(2, state.Users.Find("user-0").Requests);
        Assert.Equal(1000 - (2 * UsageState.UserLimits.MaxNames), state.Users.Find(UsageName.Other).Requests);
        Assert.Equal(UsageState.ModelLimits.MaxNames + 1, state.Models.Names.Count);
        Assert.Equal(UsageState.StatusLimits.MaxNames + 1, state.Statuses.Names.Count);
        Assert.Equal(state.Total, state.Statuses.Sum());
    }

    [Fact]
    public void Add_LongNamesThatDifferInTheirTails_StayApart()
    {
        var start = new string('x', 300);

        var state = Deliver(Add("a", 1, Row(user: start + "1"), Row(user: start + "2")));

        Assert.Equal(2, state.Users.Names.Count);
    }

    [Fact]
    public void Apply_ClockBehind_LatestSeenDoesNotRunBackwards()
    {
        var state = UsageState.Apply(UsageState.Empty, Add("a", 1, Row()), Noon);

        state = UsageState.Apply(state, Add("a", 2, Row()), Noon.AddHours(-1));

        Assert.Equal(Noon, state.LatestSeen);
        Assert.Equal(2, state.Total.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Json_DefaultsOfTheDurableStore_RoundTrips(bool includeFields)
    {
        var options = new JsonSerializerOptions { IncludeFields = includeFields };
        var state = Deliver(Add("a", 1, Row(), Row(user: "ümläut \"quoted\"")), Add("b", 5, Row(status: 500)), Raw("[]"));

        var copy = Copy(state, options);

        Assert.Equal(JsonSerializer.Serialize(state), JsonSerializer.Serialize(copy));
        Assert.Equal(state.Total, copy.Total);
        Assert.Equal(3, DeliverTo(copy, Add("a", 1, Row()), Add("b", 5, Row())).Total.Requests);
    }

    [Fact]
    public void Json_MembersOfNewerCode_AreKept()
    {
        const string newer = """{"Weather":"mild","Users":{"Names":["ann"],"Requests":[1],"Joules":[7]}}""";
        var state = JsonSerializer.Deserialize<UsageState>(newer)!;

        state = DeliverTo(state, Add("a", 1, Row()));

        var json = JsonSerializer.SerializeToElement(state);
        Assert.Equal("mild", json.GetProperty("Weather").GetString());
        Assert.Equal(7, json.GetProperty("Users").GetProperty("Joules")[0].GetInt64());
        Assert.Equal(2, state.Users.Find("ann").Requests);
        Assert.Equal(3, state.Users.Find("ann").Input);
    }

    [Fact]
    public void KeyFor_TenantAndDay_IsReadable() =>
        Assert.Equal(new EntityKey("usage", "acme:2026-11-20"), UsageState.KeyFor("acme", new DateOnly(2026, 11, 20)));
}
