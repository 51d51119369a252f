using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.FunctionsRuntime.Durable;
using Tollgate.FunctionsRuntime.Functions;
using Tollgate.FunctionsRuntime.Http;

namespace Tollgate.FunctionsRuntime;

/// <summary>One running instance of the app, on an address of its own.</summary>
public sealed class FunctionsInstance
{
    private readonly DurableStore _store;
    private readonly CancellationTokenSource _killed;
    private readonly FunctionCatalog _functions;
    private readonly FunctionInvoker _invoker;
    private readonly EntityWorker _worker;
    private readonly WebApplication _host;
    private readonly HttpFront _front;
    private readonly Task _main;

    private FunctionsInstance(
        DurableStore store, CancellationTokenSource killed, FunctionCatalog functions, FunctionInvoker invoker, WebApplication host,
        HttpFront front, Task main)
    {
        (_store, _killed, _functions, _invoker, _host, _front, _main) = (store, killed, functions, invoker, host, front, main);
        _worker = new EntityWorker(functions, invoker, host.Services, killed.Token);
        BaseAddress = new Uri(host.Urls.Single());
        store.Join(_worker);
    }

    /// <summary>Where it listens, as in <c>http://127.0.0.1:41234/</c>.</summary>
    public Uri BaseAddress { get; }

    /// <summary>The app's own services.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>What HTTP functions threw instead of answering, oldest first; empty in an app that is well.</summary>
    public IReadOnlyCollection<Exception> UnhandledExceptions => _front.UnhandledExceptions;

    public HttpClient CreateClient() => new() { BaseAddress = BaseAddress };

    /// <summary>Runs a timer function now, whatever its schedule says.</summary>
    public Task RunTimerAsync(string functionName, CancellationToken cancellation = default)
    {
        var timer = _functions.WithTrigger<TimerTriggerAttribute>().Single(function => function.Name == functionName);
        return _invoker.InvokeAsync(timer, _host.Services, _ => new TimerInfo(), _ => Task.CompletedTask, cancellation: cancellation);
    }

    /// <summary>Stops as on scale-in: no more batches, requests under way end, hosted services stop and may still signal.</summary>
    public async Task StopAsync()
    {
        await _store.DrainAsync(_worker);
        _host.Lifetime.StopApplication();
        await _main;
        await _killed.CancelAsync();
    }

    /// <summary>
    /// Crashes: connections are aborted, its durable client and its timers are dead at once, what its entities were at is
    /// delivered again elsewhere. Its shutdown code runs only when the fleet is disposed of, and reaches nothing then.
    /// </summary>
    public async Task KillAsync()
    {
        _store.Leave(_worker);
        await _killed.CancelAsync();
        if (!_main.IsCompleted)
        {
            await _host.Services.GetRequiredService<IServer>().StopAsync(new CancellationToken(canceled: true));
        }
    }

    internal static async Task<FunctionsInstance> StartAsync(
        FunctionsApp app, FleetOptions options, IReadOnlyDictionary<string, string?> settings, DurableStore store)
    {
        var killed = new CancellationTokenSource();
        var functions = new FunctionCatalog(app.FunctionTypes);
        var invoker = new FunctionInvoker(new InstanceDurableClient(store, killed.Token));
        var startup = new InstanceStartup(app, options, settings, functions, invoker, new InstanceTimeProvider(options.Time, killed.Token));
        var (host, front) = await startup.RunAsync();
        return new FunctionsInstance(store, killed, functions, invoker, host, front, startup.Main);
    }

    /// <summary>Kills it, unless it has ended, and clears away what a crash leaves in this process.</summary>
    internal async Task RemoveAsync()
    {
        await KillAsync();
        if (!_main.IsCompleted)
        {
            _host.Lifetime.StopApplication();
        }

        // How the entry point of a killed instance ends is nobody's concern.
        await _main.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _killed.Dispose();
    }
}
