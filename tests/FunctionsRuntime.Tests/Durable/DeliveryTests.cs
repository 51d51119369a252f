using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.FunctionsRuntime;
using Tollgate.FunctionsRuntime.Durable;
using Tollgate.Tests.Sample;

namespace Tollgate.Tests.Durable;

public sealed class DeliveryTests
{
    [Fact]
    public async Task Signals_Parallel_AreAllAppliedOnce()
    {
        await using var counter = await CounterFleet.StartAsync();
        await counter.Fleet.StartInstanceAsync();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => counter.AddAsync(1)));
        await counter.Store.QuiesceAsync();
        Assert.Equal(50, (await counter.ReadAsync())!.Total);
        Assert.Equal(50, counter.Store.Counters.Signals);
        Assert.Equal(50, counter.Store.Counters.Operations);
    }

    [Fact]
    public async Task Signals_Held_WaitForDeliverAndGoAsOneBatch()
    {
        await using var counter = await CreateHeldAsync();
        await counter.AddAsync([1, 2, 3]);
        Assert.Equal(3, counter.Store.PendingSignals);
        Assert.Equal(3, await counter.Store.DeliverAsync());
        Assert.Equal([1, 2, 3], (await counter.ReadAsync())!.Order);
        Assert.Equal(1, counter.Store.Counters.Batches);
    }

    [Fact]
    public async Task Signals_Duplicated_AreDeliveredTwice()
    {
        await using var counter = await CreateHeldAsync();
        counter.Store.Faults.Duplicate = 1;
        await counter.AddAsync([1, 2]);
        await counter.Store.QuiesceAsync();
        Assert.Equal(6, (await counter.ReadAsync())!.Total);
        Assert.Equal(2, counter.Store.Counters.Signals);
        Assert.Equal(4, counter.Store.Counters.Operations);
    }

    [Fact]
    public async Task Signals_Reordered_AreTheSameForTheSameSeed()
    {
        var first = await RunReorderedAsync(seed: 5);
        Assert.NotEqual(Enumerable.Range(0, 20), first);
        Assert.Equal(Enumerable.Range(0, 20), first.Order());
        Assert.Equal(first, await RunReorderedAsync(seed: 5));
    }

    [Fact]
    public async Task Signals_Delayed_ArriveAsTimePassesOrAtOnceWhenQuiesced()
    {
        var clock = new ManualClock();
        await using var counter = await CreateHeldAsync(clock);
        counter.Store.Faults.MaxDelay = TimeSpan.FromMinutes(1);
        await counter.AddAsync(Enumerable.Range(0, 20));
        Assert.Equal(0, await counter.Store.DeliverAsync());
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.InRange(await counter.Store.DeliverAsync(), 1, 19);
        await counter.Store.QuiesceAsync();
        Assert.Equal(190, (await counter.ReadAsync())!.Total);
    }

    [Fact]
    public async Task SignalTime_InTheFuture_IsHonouredEvenWhenQuiesced()
    {
        var clock = new ManualClock();
        await using var counter = await CreateHeldAsync(clock);
        var options = new SignalEntityOptions { SignalTime = clock.GetUtcNow() + TimeSpan.FromHours(1) };
        await counter.Entities.SignalEntityAsync(CounterFleet.Id, "Add", 1, options);
        await counter.Store.QuiesceAsync();
        Assert.Null(await counter.ReadAsync());
        clock.Advance(TimeSpan.FromHours(1));
        await counter.Store.QuiesceAsync();
        Assert.Equal(1, (await counter.ReadAsync())!.Total);
    }

    [Fact]
    public async Task SignalTime_Reached_IsDeliveredUnasked()
    {
        var clock = new ManualClock();
        var gate = new BatchGate();
        var app = SampleApp.Of(
            services => services.AddSingleton<ClientBox>().AddSingleton(gate), typeof(CounterFunctions), typeof(GatedCounterEntity));
        await using var fleet = FunctionsFleet.Create(app, new FleetOptions { Time = clock });
        var entities = await CounterFleet.GetEntitiesAsync(await fleet.StartInstanceAsync());
        var options = new SignalEntityOptions { SignalTime = clock.GetUtcNow() + TimeSpan.FromHours(1) };
        await entities.SignalEntityAsync(CounterFleet.Id, "Add", 1, options);
        clock.Advance(TimeSpan.FromHours(2));
        await gate.Entered.Task;
        gate.Open.SetResult();
    }

    [Fact]
    public async Task Signal_FailsBeforeEnqueueing_IsNotThere()
    {
        await using var counter = await CreateHeldAsync();
        counter.Store.Faults.FailBeforeEnqueue = 1;
        await Assert.ThrowsAsync<DurableStoreException>(() => counter.AddAsync(1));
        Assert.Equal(0, counter.Store.PendingSignals);
        Assert.Equal(1, counter.Store.Counters.FailedSignals);
    }

    [Fact]
    public async Task Signal_FailsAfterEnqueueing_IsThere()
    {
        await using var counter = await CreateHeldAsync();
        counter.Store.Faults.FailAfterEnqueue = 1;
        await Assert.ThrowsAsync<DurableStoreException>(() => counter.AddAsync(1));
        Assert.Equal(1, counter.Store.PendingSignals);
    }

    [Fact]
    public async Task Outage_Ends_WhatWaitedIsDelivered()
    {
        await using var counter = await CreateHeldAsync();
        await counter.AddAsync(1);
        counter.Store.Faults.Outage = true;
        await Assert.ThrowsAsync<DurableStoreException>(() => counter.AddAsync(1));
        await Assert.ThrowsAsync<DurableStoreException>(counter.ReadAsync);
        await Assert.ThrowsAsync<InvalidOperationException>(counter.Store.QuiesceAsync);
        counter.Store.Faults.Outage = false;
        await counter.Store.QuiesceAsync();
        Assert.Equal(1, (await counter.ReadAsync())!.Total);
    }

    [Fact]
    public async Task Read_Stale_IsTheStateBeforeTheLastCommit()
    {
        await using var counter = await CreateHeldAsync();
        await counter.AddAsync(1);
        await counter.Store.DeliverAsync();
        await counter.AddAsync(1);
        await counter.Store.DeliverAsync();
        counter.Store.Faults.StaleRead = 1;
        Assert.Equal(1, (await counter.ReadAsync())!.Total);
    }

    private static async Task<List<int>> RunReorderedAsync(int seed)
    {
        await using var counter = await CreateHeldAsync(seed: seed);
        counter.Store.Faults.Reorder = 1;
        await counter.AddAsync(Enumerable.Range(0, 20));
        await counter.Store.QuiesceAsync();
        return (await counter.ReadAsync())!.Order;
    }

    private static async Task<CounterFleet> CreateHeldAsync(TimeProvider? time = null, int seed = 1)
    {
        var counter = await CounterFleet.StartAsync(time, seed);
        counter.Store.Faults.HoldSignals = true;
        return counter;
    }
}
