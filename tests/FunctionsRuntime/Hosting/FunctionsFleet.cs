using System.Collections.Concurrent;
using System.Reflection;
using Tollgate.FunctionsRuntime.Durable;

namespace Tollgate.FunctionsRuntime;

/// <summary>Any number of instances of one app over one durable store, in this process.</summary>
public sealed class FunctionsFleet : IAsyncDisposable
{
    private readonly FunctionsApp _app;
    private readonly FleetOptions _options;
    private readonly ConcurrentBag<FunctionsInstance> _instances = [];

    private FunctionsFleet(FunctionsApp app, FleetOptions options)
    {
        _app = app;
        _options = options;
        Store = new DurableStore(options.Time, options.Seed);
    }

    /// <summary>The task hub: outlives its instances.</summary>
    public DurableStore Store { get; }

    public static FunctionsFleet Create(FunctionsApp app, FleetOptions? options = null) => new(app, options ?? new FleetOptions());

    public static FunctionsFleet Create(Assembly app, FleetOptions? options = null) => Create(FunctionsApp.FromAssembly(app), options);

    /// <summary>Runs the app's entry point once more and returns when its host has started.</summary>
    /// <param name="settings">App settings of this instance, over those of the fleet.</param>
    /// <exception cref="Exception">What the entry point threw, unchanged.</exception>
    public async Task<FunctionsInstance> StartInstanceAsync(IReadOnlyDictionary<string, string?>? settings = null)
    {
        var instance = await FunctionsInstance.StartAsync(_app, _options, settings ?? new Dictionary<string, string?>(), Store);
        _instances.Add(instance);
        return instance;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_instances.Select(instance => instance.RemoveAsync()));
        Store.Dispose();
    }
}
