using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.FunctionsRuntime;
using Tollgate.FunctionsRuntime.Durable;

namespace Tollgate.Tests.Sample;

/// <summary>A fleet of the counter app and the durable client of its first instance.</summary>
internal sealed class CounterFleet(FunctionsFleet fleet, FunctionsInstance first, DurableEntityClient entities) : IAsyncDisposable
{
    public static readonly EntityInstanceId Id = new(nameof(CounterEntity), "a");

    public FunctionsFleet Fleet => fleet;

    public FunctionsInstance First => first;

    public DurableStore Store => fleet.Store;

    public DurableEntityClient Entities => entities;

    public static async Task<CounterFleet> StartAsync(TimeProvider? time = null, int seed = 1, params Type[] functions)
    {
        Type[] types = functions is [] ? [typeof(CounterFunctions), typeof(CounterEntity)] : functions;
        var app = SampleApp.Of(services => services.AddSingleton<ClientBox>(), types);
        return await StartAsync(FunctionsFleet.Create(app, new FleetOptions { Time = time ?? TimeProvider.System, Seed = seed }));
    }

    public static Task<CounterFleet> StartAsync(Action<IServiceCollection> configure)
    {
        var app = SampleApp.Of(
            services =>
            {
                services.AddSingleton<ClientBox>();
                configure(services);
            },
            typeof(CounterFunctions),
            typeof(CounterEntity));
        return StartAsync(FunctionsFleet.Create(app));
    }

    private static async Task<CounterFleet> StartAsync(FunctionsFleet fleet)
    {
        var first = await fleet.StartInstanceAsync();
        return new CounterFleet(fleet, first, await GetEntitiesAsync(first));
    }

    /// <summary>The durable client of an instance, as an invocation left it there.</summary>
    public static async Task<DurableEntityClient> GetEntitiesAsync(FunctionsInstance instance)
    {
        await instance.RunTimerAsync("Sweep");
        return instance.Services.GetRequiredService<ClientBox>().Client!.Entities;
    }

    public Task AddAsync(int by) => entities.SignalEntityAsync(Id, "Add", by);

    public async Task AddAsync(IEnumerable<int> numbers)
    {
        foreach (var number in numbers)
        {
            await AddAsync(number);
        }
    }

    public async Task<CounterState?> ReadAsync() => (await entities.GetEntityAsync<CounterState>(Id))?.State;

    public ValueTask DisposeAsync() => fleet.DisposeAsync();
}
