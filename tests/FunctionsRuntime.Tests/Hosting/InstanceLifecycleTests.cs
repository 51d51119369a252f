using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tollgate.FunctionsRuntime;
using Tollgate.FunctionsRuntime.Durable;
using Tollgate.Tests.Sample;

namespace Tollgate.Tests.Hosting;

public sealed class InstanceLifecycleTests
{
    [Fact]
    public async Task Settings_OfFleetAndInstance_AreTheAppsConfiguration()
    {
        var options = new FleetOptions { Settings = new Dictionary<string, string?> { ["A__B"] = "fleet", ["C"] = "fleet" } };
        await using var fleet = FunctionsFleet.Create(SampleApp.Of(), options);
        var instance = await fleet.StartInstanceAsync(new Dictionary<string, string?> { ["C"] = "instance" });
        var configuration = instance.Services.GetRequiredService<IConfiguration>();
        Assert.Equal("fleet", configuration["A:B"]);
        Assert.Equal("instance", configuration["C"]);
    }

    [Fact]
    public async Task Services_OverriddenByTheFleet_WinOverTheApps()
    {
        var mine = new Probe();
        var options = new FleetOptions { ConfigureServices = services => services.AddSingleton(mine) };
        await using var fleet = FunctionsFleet.Create(SampleApp.Of(services => services.AddSingleton<Probe>()), options);
        Assert.Same(mine, (await fleet.StartInstanceAsync()).Services.GetRequiredService<Probe>());
    }

    [Fact]
    public async Task EntryPoint_Throws_ItsExceptionComesOutOfTheStart()
    {
        var app = SampleApp.Of() with { EntryPoint = _ => throw new FormatException("bad gateway.json") };
        await using var fleet = FunctionsFleet.Create(app);
        Assert.Equal("bad gateway.json", (await Assert.ThrowsAsync<FormatException>(() => fleet.StartInstanceAsync())).Message);
    }

    [Fact]
    public async Task Stop_Graceful_HostedServicesStopAndMayStillSignal()
    {
        await using var counter = await CreateAsync();
        await counter.First.StopAsync();
        var second = await counter.Fleet.StartInstanceAsync();
        await counter.Store.QuiesceAsync();
        var entities = await CounterFleet.GetEntitiesAsync(second);
        Assert.Equal(100, (await entities.GetEntityAsync<CounterState>(CounterFleet.Id))!.State.Total);
        await Assert.ThrowsAsync<DurableStoreException>(() => counter.AddAsync(1));
    }

    [Fact]
    public async Task Kill_Instance_NothingThatItsShutdownSendsArrives()
    {
        var store = default(DurableStore);
        await using (var counter = await CreateAsync())
        {
            store = counter.Store;
            await counter.First.KillAsync();
            await Assert.ThrowsAsync<DurableStoreException>(() => counter.AddAsync(1));
            await Assert.ThrowsAsync<DurableStoreException>(counter.ReadAsync);
            await Assert.ThrowsAsync<HttpRequestException>(() => counter.First.CreateClient().PostAsync("/counters/a/1", null));
        }

        Assert.Equal(0, store.Counters.Signals);
    }

    [Fact]
    public async Task Kill_OpenStream_IsCutOff()
    {
        var probe = new Probe();
        await using var fleet = FunctionsFleet.Create(SampleApp.Of(
            services => services.AddSingleton(probe).AddScoped<ScopedResource>(), typeof(LifetimeFunctions)));
        var instance = await fleet.StartInstanceAsync();
        var response = await instance.CreateClient().GetAsync("/waits", HttpCompletionOption.ResponseHeadersRead);
        await probe.Entered.Task;
        await instance.KillAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.CopyToAsync(Stream.Null));
        await probe.Cancelled.Task;
    }

    [Fact]
    public async Task Kill_DuringABatch_ItIsDeliveredAgainElsewhere()
    {
        var gate = new BatchGate();
        var app = SampleApp.Of(
            services => services.AddSingleton<ClientBox>().AddSingleton(gate), typeof(CounterFunctions), typeof(GatedCounterEntity));
        await using var fleet = FunctionsFleet.Create(app);
        var first = await fleet.StartInstanceAsync();
        await first.CreateClient().PostAsync("/counters/a/5", null);
        await gate.Entered.Task;
        var second = await fleet.StartInstanceAsync();
        await first.KillAsync();
        gate.Open.SetResult();
        await fleet.Store.QuiesceAsync();
        var entities = await CounterFleet.GetEntitiesAsync(second);
        Assert.Equal(5, (await entities.GetEntityAsync<CounterState>(CounterFleet.Id))!.State.Total);
        Assert.Equal(1, fleet.Store.Counters.AbandonedBatches);
    }

    [Fact]
    public async Task Kill_TimersOfTheInstance_FallSilent()
    {
        var clock = new ManualClock();
        await using var fleet = FunctionsFleet.Create(SampleApp.Of(), new FleetOptions { Time = clock });
        var instance = await fleet.StartInstanceAsync();
        var rings = 0;
        using var timer = instance.Services.GetRequiredService<TimeProvider>().CreateTimer(
            _ => rings++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        await instance.KillAsync();
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(0, rings);
    }

    private static Task<CounterFleet> CreateAsync() =>
        CounterFleet.StartAsync(services => services.AddHostedService<LastWords>());

    private sealed class LastWords(ClientBox box) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) =>
            box.Client!.Entities.SignalEntityAsync(CounterFleet.Id, "Add", 100, cancellation: CancellationToken.None);
    }
}
