using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Settlement;
using Tollgate.UpstreamSimulator;

namespace Tollgate.Tests.Gateways;

/// <summary>A gateway in one of its homes, on a socket of its own, with an upstream simulator behind it.</summary>
#pragma warning disable CA1001 // IAsyncLifetime disposes of it.
public abstract class GatewayUnderTest : IAsyncLifetime
#pragma warning restore CA1001
{
    private readonly TemporaryDirectory _files = new();
    private int _users;

    private protected GatewayUnderTest()
    {
    }

    public SimulatorHost Simulator { get; private set; } = null!;

    public Uri BaseAddress { get; private set; } = null!;

    /// <summary>For calls that need more than <see cref="SendAsync"/>.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>What the gateway starts with, made from the usual configuration.</summary>
    public Func<string, string> Configure { get; init; } = configuration => configuration;

    private protected ErrorLog ErrorLog { get; } = new();

    private protected string ConfigurationFile => _files.File("gateway.json");

    private protected string StateDirectory => _files.File("state");

    public async Task InitializeAsync()
    {
        Simulator = await SimulatorHost.StartAsync();
        await File.WriteAllTextAsync(ConfigurationFile, Configure(TestConfiguration.For(Simulator.OpenAIBaseUrl)));
        BaseAddress = await StartAsync();

        // A client that leaves a stream leaves at once, and does not read on for a while to keep its connection.
        var handler = new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero };
        Http = new HttpClient(handler) { BaseAddress = BaseAddress, Timeout = TimeSpan.FromSeconds(60) };
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await StopAsync();
        await Simulator.DisposeAsync();
        _files.Dispose();
        ErrorLog.Dispose();
    }

    public async Task<Reply> SendAsync(Call call)
    {
        using var response = await OpenAsync(call);
        return await Reply.ReadAsync(response);
    }

    /// <summary>Returns when the headers are there.</summary>
    public async Task<HttpResponseMessage> OpenAsync(Call call, CancellationToken cancellation = default)
    {
        using var message = call.ToMessage();
        return await Http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    /// <summary>What the gateway has logged as its own failure since this was last asked.</summary>
    public IReadOnlyList<string> TakeErrors() => ErrorLog.TakeAll();

    /// <summary>A user that no other test speaks for, so that its usage is that test's alone.</summary>
    public string NewUser() => $"user-{Interlocked.Increment(ref _users)}";

    /// <summary>What tenant alpha's <paramref name="user"/> used, once <paramref name="requests"/> of its requests are booked.</summary>
    public async Task<UsageFigures> UsageOfAsync(string user, int requests = 1)
    {
        UsageFigures? usage = null;
        await Eventually.IsTrueAsync(
            async () => (usage = await ReadUsageAsync(user)).Requests >= requests, $"{requests} requests of {user} are booked");
        return usage!;
    }

    /// <summary>Edits the gateway's configuration file, as an operator would.</summary>
    public async Task EditConfigurationAsync(Func<string, string> edit) =>
        await File.WriteAllTextAsync(ConfigurationFile, edit(await File.ReadAllTextAsync(ConfigurationFile)));

    /// <summary>The usage report of a key's tenant, with everything booked so far in it.</summary>
    public Task<JsonElement> UsageAsync(string key, string query = "") =>

        // A week, since midnight may pass in between.
        BookedAsync($"/v1/analytics/usage?period=week{query}", key);

    /// <summary>A report, with everything booked so far in it.</summary>
    public async Task<JsonElement> BookedAsync(string path, string key)
    {
        await QuiesceAsync();
        var reply = await SendAsync(Call.Get(path, key));
        Assert.Equal(200, reply.Status);
        return reply.Json;
    }

    private protected abstract Task<Uri> StartAsync();

    private protected abstract Task StopAsync();

    /// <summary>Returns when all that was recorded is in the durable state.</summary>
    private protected abstract Task QuiesceAsync();

    private protected static Task DrainAsync(IServiceProvider services)
    {
        var ledger = services.GetRequiredService<UsageLedger>();
        return Eventually.IsTrueAsync(() => ledger.Status.PendingRecords == 0, "the usage ledger is empty");
    }

    private async Task<UsageFigures> ReadUsageAsync(string user) =>
        UsageFigures.Read((await UsageAsync(TestKeys.Alpha, $"&user_id={user}")).GetProperty("totals"));
}
