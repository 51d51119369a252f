using System.Buffers;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Auth;
using Tollgate.Configuration;
using Tollgate.Endpoints.Body;
using Tollgate.Health.Checks;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Quotas.Estimation;
using Tollgate.Routing;
using Tollgate.Routing.Circuits;
using Tollgate.Routing.Strategies;
using Tollgate.Routing.Targets;
using Tollgate.State;
using Tollgate.Telemetry;

namespace Tollgate.RoutingReplay;

/// <summary>Routes a workload by the gateway's own router and prices it by its catalogue. The estimates learn from each bill, as they do in service.</summary>
internal sealed class Replay
{
    /// <summary>Before a deployment's bills tell better, a token is taken for as many bytes.</summary>
    private const int BytesPerToken = 4;

    private static readonly Caller Caller = new(new Tenant { Id = "replay" }, new ApiKey { Id = "replay", Sha256 = [.. new byte[32]] }, null);

    private readonly GatewayConfiguration _configuration;
    private readonly TokenEstimators _estimators = new();
    private readonly Router _router;

    /// <param name="configuration">Text of a <c>gateway.json</c>.</param>
    public Replay(string configuration)
    {
        _configuration = GatewayConfigurationLoader.Load(new ConfigurationInputs
        {
            Text = configuration,
            Environment = new Dictionary<string, string> { ["OPENAI_API_KEY"] = "none" },
            Catalogue = ModelCatalogue.Default,
        }).GetOrThrow();
        var loads = new TargetLoads(TimeProvider.System);
        var instruments = new CircuitInstruments(new Meter("replay"), () => _configuration);
        var circuits = new CircuitBreakers(
            new NoState(), new Incarnation("replay"), new RandomIdSource(), instruments, loads, TimeProvider.System, NullLogger<CircuitBreakers>.Instance);
        _router = new Router(ModelCatalogue.Default, new TargetOrders(loads, _estimators, new Random(1).NextDouble), loads, circuits, new CheckResults(TimeProvider.System));
    }

    public ReplayFigures Run(IReadOnlyList<WorkItem> items, string model)
    {
        var figures = new ReplayFigures();
        foreach (var item in items)
        {
            var request = Request(item, model);
            var target = _router.Plan(request).First;
            var usage = new TokenUsage { Input = item.Input, Output = item.Output };
            figures.Add(item, target, Cost.Of(usage, target.Deployment.Info.Price));
            _estimators.For(target.Deployment).Learn(request.Facts, usage);
        }

        return figures;
    }

    private GatewayRequest Request(WorkItem item, string model)
    {
        var body = Body($$"""{"model":"{{model}}","messages":[{"role":"user","content":"{{new string('x', item.Input * BytesPerToken)}}"}]}""");
        return new GatewayRequest
        {
            Id = "replay",
            Operation = Operation.Chat,
            Caller = Caller,
            Configuration = _configuration,
            Facts = BodyParser.Parse(body.Span, BodySchema.Chat),
            Body = body,
            StartedAt = DateTimeOffset.UnixEpoch,
            StartedTimestamp = 0,
            UpstreamWait = new UpstreamWait(TimeProvider.System),
            Wishes = new RoutingWishes { TaskType = item.Kind.Name },
        };
    }

    private static RequestBody Body(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var rented = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(rented, 0);
        return new RequestBody(rented, 0, bytes.Length);
    }
}
