using System.Text.Json;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tollgate.FunctionApp.Entities;
using Tollgate.FunctionsRuntime;
using Tollgate.FunctionsRuntime.Durable;
using Tollgate.Quotas.Accounts;
using Tollgate.State;
using Tollgate.Tests.Gateways;
using Tollgate.UpstreamSimulator;

namespace Tollgate.Tests.Budgets;

/// <summary>FunctionApp instances over one durable store, before an upstream that counts what it bills.</summary>
internal sealed class BudgetFleet : IAsyncDisposable
{
    private readonly TemporaryDirectory _files = new();
    private readonly FunctionsFleet _fleet;

    // A client that leaves a stream leaves at once.
    private readonly HttpClient _http = new(new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero }) { Timeout = TimeSpan.FromSeconds(60) };

    private BudgetFleet(SimulatorHost simulator)
    {
        Simulator = simulator;
        _fleet = FunctionsFleet.Create(typeof(UsageEntity).Assembly, new FleetOptions
        {
            Settings = new Dictionary<string, string?>(TestConfiguration.Settings) { ["TOLLGATE_CONFIG"] = _files.File("gateway.json") },
            ConfigureServices = services => services.AddLogging(logging => logging.ClearProviders()),
        });
    }

    public SimulatorHost Simulator { get; }

    public DurableStore Store => _fleet.Store;

    public List<FunctionsInstance> Instances { get; } = [];

    /// <summary>What the upstream billed, in US dollars at the price of <c>chat</c>.</summary>
    public decimal BilledUsd => Simulator.BilledUsage.CompletionTokens * BudgetConfiguration.UsdPerToken;

    /// <param name="instances">How many to start.</param>
    /// <param name="limits">Members of tenant alpha.</param>
    public static Task<BudgetFleet> StartAsync(int instances, string limits) =>
        StartAsync(instances, simulator => BudgetConfiguration.With(limits)(TestConfiguration.For(simulator.OpenAIBaseUrl)));

    /// <param name="instances">How many to start.</param>
    /// <param name="configuration">Their <c>gateway.json</c>.</param>
    public static async Task<BudgetFleet> StartAsync(int instances, Func<SimulatorHost, string> configuration)
    {
        var simulator = await SimulatorHost.StartAsync();
        var fleet = new BudgetFleet(simulator);
        await File.WriteAllTextAsync(fleet._files.File("gateway.json"), configuration(simulator));
        for (var i = 0; i < instances; i++)
        {
            fleet.Instances.Add(await fleet._fleet.StartInstanceAsync());
        }

        return fleet;
    }

    /// <exception cref="HttpRequestException">The instance went away.</exception>
    public async Task<Reply> SendAsync(int instance, Call call)
    {
        using var response = await OpenAsync(instance, call);
        return await Reply.ReadAsync(response);
    }

    /// <summary>Returns when the headers are there.</summary>
    public async Task<HttpResponseMessage> OpenAsync(int instance, Call call, CancellationToken cancellation = default)
    {
        using var message = call.ToMessage();
        message.RequestUri = new Uri(Instances[instance].BaseAddress, message.RequestUri!);
        return await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    /// <summary>Stops every instance and returns tenant alpha's account as they left it.</summary>
    public async Task<AccountState> CloseAsync()
    {
        foreach (var instance in Instances)
        {
            await instance.StopAsync();
        }

        // What the last one said at its end is for somebody to carry out.
        await _fleet.StartInstanceAsync();
        await _fleet.Store.QuiesceAsync();
        var key = AccountKeys.Tenant("alpha");
        return JsonSerializer.Deserialize<AccountState>(_fleet.Store.GetStateJson(new EntityInstanceId(key.Kind, key.Id))!, StateJson.Options)!;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _fleet.DisposeAsync();
        await Simulator.DisposeAsync();
        _files.Dispose();
    }
}
