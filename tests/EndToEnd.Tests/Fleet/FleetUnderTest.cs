using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Tollgate.FunctionApp.Entities;
using Tollgate.FunctionsRuntime;
using Tollgate.FunctionsRuntime.Durable;
using Tollgate.Settlement;
using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Fleet;

/// <summary>Any number of FunctionApp instances over one durable store, serving the demo.</summary>
internal sealed class FleetUnderTest : IAsyncDisposable
{
    private static readonly Uri NoUpstream = new("http://127.0.0.1:1/v1");

    private readonly TemporaryDirectory _files = new();
    private readonly FunctionsFleet _fleet;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(60) };

    private FleetUnderTest(UsageLedgerOptions ledger, TimeProvider time)
    {
        _fleet = FunctionsFleet.Create(typeof(UsageEntity).Assembly, new FleetOptions
        {
            Time = time,
            Settings = new Dictionary<string, string?>(TestConfiguration.Settings) { ["TOLLGATE_CONFIG"] = _files.File("gateway.json") },
            ConfigureServices = services => services
                .AddLogging(logging => logging.ClearProviders())
                .Replace(ServiceDescriptor.Singleton(ledger)),
        });
    }

    public DurableStore Store => _fleet.Store;

    public List<FunctionsInstance> Instances { get; } = [];

    /// <param name="instances">How many to start.</param>
    /// <param name="ledger">How usage travels to the store.</param>
    /// <param name="time">The clock of the store and of every instance; the system's if left out.</param>
    /// <param name="configure">Makes the configuration from the usual one.</param>
    public static async Task<FleetUnderTest> StartAsync(
        int instances, UsageLedgerOptions ledger, TimeProvider? time = null, Func<string, string>? configure = null)
    {
        var fleet = new FleetUnderTest(ledger, time ?? TimeProvider.System);
        var configuration = TestConfiguration.WithoutBudgets(TestConfiguration.For(NoUpstream));
        await File.WriteAllTextAsync(fleet._files.File("gateway.json"), configure?.Invoke(configuration) ?? configuration);
        for (var i = 0; i < instances; i++)
        {
            fleet.Instances.Add(await fleet._fleet.StartInstanceAsync());
        }

        return fleet;
    }

    /// <summary>One chat with the demo, through the instance of that number.</summary>
    public Task<Reply> ChatAsync(int instance, string text = "Hello") => SendAsync(instance, Ask.Whole(text, "demo"));

    public async Task<Reply> SendAsync(int instance, Call call)
    {
        using var message = call.ToMessage();
        message.RequestUri = new Uri(Instances[instance].BaseAddress, message.RequestUri!);
        using var response = await _http.SendAsync(message);
        return await Reply.ReadAsync(response);
    }

    /// <summary>Tenant alpha's totals as the store has them.</summary>
    public async Task<UsageFigures> UsageAsync(int instance = 0)
    {
        var reply = await SendAsync(instance, Call.Get("/v1/analytics/usage?period=week"));
        Assert.Equal(200, reply.Status);
        return UsageFigures.Read(reply.Json.GetProperty("totals"));
    }

    public async Task<JsonElement> HealthAsync(int instance) => (await SendAsync(instance, Call.Get("/health/detailed", TestKeys.Admin))).Json;

    /// <summary>Returns when every instance has handed its usage over and the store has delivered all of it.</summary>
    public async Task QuiesceAsync()
    {
        foreach (var instance in Instances)
        {
            var ledger = instance.Services.GetRequiredService<UsageLedger>();
            await Eventually.IsTrueAsync(() => ledger.Status.PendingRecords == 0, "the usage ledger is empty");
        }

        await Store.QuiesceAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _fleet.DisposeAsync();
        _files.Dispose();
    }
}
