using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;
using Tollgate.Tests.Sample;

namespace Tollgate.Tests.Durable;

public sealed class EntityTests
{
    [Fact]
    public async Task Operation_NamedInAnyCase_RunsAndIsCommitted()
    {
        await using var counter = await CounterFleet.StartAsync();
        var response = await counter.First.CreateClient().PostAsync("/counters/a/5", null);
        Assert.True(response.IsSuccessStatusCode);
        await counter.Store.QuiesceAsync();
        Assert.Equal(5, (await counter.ReadAsync())!.Total);
    }

    [Fact]
    public async Task State_Committed_IsPascalCaseJsonAndLosesWhatDoesNotSerialise()
    {
        await using var counter = await CounterFleet.StartAsync();
        await counter.AddAsync(3);
        await counter.Store.QuiesceAsync();
        Assert.Equal("""{"Total":3,"Order":[3]}""", counter.Store.GetStateJson(CounterFleet.Id));
        Assert.Equal(0, (await counter.ReadAsync())!.NotSerialised);
    }

    [Fact]
    public async Task Read_BeforeTheFirstOperation_IsNull()
    {
        await using var counter = await CounterFleet.StartAsync();
        counter.Store.Faults.HoldSignals = true;
        await counter.AddAsync(3);
        Assert.Null(await counter.ReadAsync());
    }

    [Fact]
    public async Task Operation_Throws_IsRolledBackLostAndCounted()
    {
        await using var counter = await CounterFleet.StartAsync();
        counter.Store.Faults.HoldSignals = true;
        await counter.AddAsync(1);
        await counter.Entities.SignalEntityAsync(CounterFleet.Id, "AddAndThrow", 10);
        await counter.Entities.SignalEntityAsync(CounterFleet.Id, "AddLater", 2);
        await counter.Store.QuiesceAsync();
        Assert.Equal([1, 2], (await counter.ReadAsync())!.Order);
        Assert.Equal(1, counter.Store.Counters.FailedOperations);
        Assert.Equal("rolled back", Assert.Single(counter.Store.Errors).Message);
        Assert.Equal(0, counter.Store.PendingSignals);
    }

    [Fact]
    public async Task Operation_Unknown_FailsUnlessItIsDelete()
    {
        await using var counter = await CounterFleet.StartAsync();
        await counter.AddAsync(1);
        await counter.Entities.SignalEntityAsync(CounterFleet.Id, "subtract", 1);
        await counter.Store.QuiesceAsync();
        Assert.IsType<NotSupportedException>(Assert.Single(counter.Store.Errors));
        await counter.Entities.SignalEntityAsync(CounterFleet.Id, "DELETE");
        await counter.Store.QuiesceAsync();
        Assert.Null(await counter.ReadAsync());
    }

    [Fact]
    public async Task Operation_SignalsAnotherEntity_QuiesceDeliversThatToo()
    {
        await using var counter = await CounterFleet.StartAsync();
        counter.Store.Faults.HoldSignals = true;
        await counter.AddAsync(4);
        await counter.Entities.SignalEntityAsync(CounterFleet.Id, "Forward", "b");
        await counter.Store.QuiesceAsync();
        var other = await counter.Entities.GetEntityAsync<CounterState>(new EntityInstanceId("counterentity", "b"));
        Assert.Equal(4, other!.State.Total);
    }

    [Fact]
    public async Task GetAllEntities_WithPrefix_ListsThoseWithState()
    {
        await using var counter = await CounterFleet.StartAsync();
        foreach (var key in new[] { "a1", "a2", "b1" })
        {
            await counter.Entities.SignalEntityAsync(new EntityInstanceId("counterentity", key), "Add", 1);
        }

        await counter.Store.QuiesceAsync();
        List<string> keys = [];
        var query = new EntityQuery { InstanceIdStartsWith = "counterentity@a", IncludeState = false };
        await foreach (var found in counter.Entities.GetAllEntitiesAsync<CounterState>(query))
        {
            Assert.False(found.IncludesState);
            keys.Add(found.Id.Key);
        }

        Assert.Equal(["a1", "a2"], keys);
    }

    [Fact]
    public async Task EntityFunction_Missing_IsToldToWhoeverWaits()
    {
        await using var counter = await CounterFleet.StartAsync(functions: typeof(CounterFunctions));
        counter.Store.Faults.HoldSignals = true;
        await counter.AddAsync(1);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(counter.Store.QuiesceAsync);
        Assert.Contains("counterentity", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, counter.Store.PendingSignals);
    }

    [Theory]
    [InlineData("with@sign", "k")]
    [InlineData("name", "a-key-that-makes-the-id-longer-than-the-hundred-characters-which-the-platform-takes-for-an-entity-id")]
    public void EntityInstanceId_NotAllowed_Throws(string name, string key) =>
        Assert.Throws<ArgumentException>(() => new EntityInstanceId(name, key));

    [Fact]
    public void EntityInstanceId_FromString_RoundTrips()
    {
        var id = EntityInstanceId.FromString("@Counter@a@b");
        Assert.Equal(new EntityInstanceId("counter", "a@b"), id);
        Assert.Equal("@counter@a@b", id.ToString());
    }
}
