using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Configuration;
using Tollgate.Endpoints.Streaming;
using Tollgate.Health;
using Tollgate.Health.Checks;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Providers;
using Tollgate.Quotas;
using Tollgate.Quotas.Accounts;
using Tollgate.Quotas.Estimation;
using Tollgate.Quotas.Ledger;
using Tollgate.Routing;
using Tollgate.Routing.Attempts;
using Tollgate.Routing.Circuits;
using Tollgate.Routing.Options;
using Tollgate.Routing.Strategies;
using Tollgate.Routing.Targets;
using Tollgate.Settlement;
using Tollgate.State;
using Tollgate.Telemetry;
using Tollgate.Testing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Pipeline;

/// <summary>The real pipeline, router and settler between a scripted provider and a recording client.</summary>
internal sealed class PipelineHarness
{
    private readonly GatewayPipeline _pipeline;
    private readonly MemoryAccounts _accounts;
    private readonly QuotaLedger _quotas;

    public PipelineHarness(Func<PipelineHarness, CancellationToken, Task<ProviderAnswer>> answer)
        : this((harness, _, cancellation) => answer(harness, cancellation))
    {
    }

    /// <param name="answer">What happens with each attempt.</param>
    /// <param name="quotas">Limits; null: none.</param>
    public PipelineHarness(Func<PipelineHarness, Attempt, CancellationToken, Task<ProviderAnswer>> answer, IQuotaCatalogue? quotas = null)
    {
        Health = new ProviderHealth(Time);
        var providers = new ProviderDirectory([new ScriptedProvider((attempt, cancellation) => answer(this, attempt, cancellation))]);
        (Loads, Circuits, _accounts) = (new TargetLoads(Time), TestCircuits.Create(Time), new MemoryAccounts(Time));
        var (estimators, circuits) = (new TokenEstimators(), Circuits);
        var router = new Router(ModelCatalogue.Default, new TargetOrders(Loads, estimators, () => 0), Loads, circuits, new CheckResults(Time));
        var settler = new Settler(Ledger, Health, circuits, Metrics, new RequestLog(NullLoggerFactory.Instance), estimators, Time);
        var (gate, call) = (new AttemptGate(TestGateway.Admission(Time, quotas, _accounts, out _quotas), circuits), new AttemptCall(providers, Loads));
        var hedged = new HedgedCall(gate, call, settler, Metrics, Time, NullLogger<HedgedCall>.Instance);
        var attempts = new AttemptRunner(router, gate, call, hedged, settler, Loads, new RetryBudgets(), Time, () => 0);
        _pipeline = new GatewayPipeline(attempts, settler, Time);
    }

    public ManualTimeProvider Time { get; } = new();

    public RecordingLedger Ledger { get; } = new();

    public GatewayMetrics Metrics { get; } = new();

    public ProviderHealth Health { get; }

    public TargetLoads Loads { get; }

    public CircuitBreakers Circuits { get; }

    public CancellationTokenSource Client { get; private set; } = new();

    /// <summary>One attempt a request, unless a test says otherwise.</summary>
    public GatewayConfiguration Configuration { get; init; } = TestGateway.Configuration() with { Routing = new RoutingOptions { Retries = new RetryOptions { MaxAttempts = 1 } } };

    public RecordingReply Reply { get; init; } = new();

    public GatewayRequest? Request { get; private set; }

    /// <param name="stream">Whether the client asks for a stream.</param>
    /// <param name="more">Further members of its request.</param>
    /// <param name="model">The model it asks for.</param>
    public Task RunAsync(bool stream = false, string more = "", string model = "m")
    {
        var json = $$"""{"model":"{{model}}","stream":{{(stream ? "true" : "false")}}{{more}},"messages":[{"role":"user","content":"12345678"}]}""";
        Request = TestGateway.Request(json, Time, configuration: Configuration);
        return _pipeline.RunAsync(Request, Reply, Client.Token);
    }

    /// <summary>The client leaves; the next request is another's.</summary>
    public async Task LeaveAsync()
    {
        await Client.CancelAsync();
        Client = new CancellationTokenSource();
    }

    /// <summary>Closes every lease, and shows an account as that leaves it.</summary>
    public async Task<AccountState> CloseAsync(EntityKey account)
    {
        await _quotas.StopAsync(CancellationToken.None);
        return (await _accounts.ReadAsync<AccountState>(account, CancellationToken.None))!;
    }

    /// <summary>Runs a stream into a reply of the gateway's own.</summary>
    public async Task RunThroughAsync(Func<GatewayRequest, EventStreamReply> reply)
    {
        Request = TestGateway.Request("""{"model":"m","stream":true,"messages":[{"role":"user","content":"12345678"}]}""", Time);
        await using var events = reply(Request);
        await _pipeline.RunAsync(Request, events, Client.Token).ConfigureAwait(false);
    }
}
