using Tollgate.Configuration;
using Tollgate.Health.Checks;
using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Quotas.Estimation;
using Tollgate.Routing;
using Tollgate.Routing.Circuits;
using Tollgate.Routing.Strategies;
using Tollgate.Routing.Targets;
using Tollgate.Testing;
using Tollgate.Tests.Configuration;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Routing;

/// <summary>A router over a configuration that a test writes down: deployments of three providers, cheap, middling and dear, and one that can do little.</summary>
internal sealed class RouteBench
{
    private readonly GatewayConfiguration _configuration;
    private readonly Queue<double> _draws = new();

    /// <param name="members">
    /// Members of the configuration besides the providers <c>cheap</c>, <c>mid</c> and <c>dear</c>, each with one model named <c>x</c>,
    /// <c>plain</c> with <c>y</c>, which only chats, and <c>z</c>, which only embeds, and <c>open</c>, which serves any name.
    /// </param>
    public RouteBench(string members)
    {
        _configuration = TestInputs.LoadValid($$"""
            {
              "providers": {
                "cheap": { "type": "custom", "baseUrl": "http://a.test/v1", "region": "us", "models": [{ "id": "x", "contextLength": 1000, "price": { "input": 1, "output": 2 } }] },
                "mid": { "type": "custom", "baseUrl": "http://b.test/v1", "region": "eu", "models": [{ "id": "x", "contextLength": 8000, "price": { "input": 5, "output": 10 } }] },
                "dear": { "type": "custom", "baseUrl": "http://c.test/v1", "region": "EU", "models": [{ "id": "x", "contextLength": 100000, "price": { "input": 50, "output": 100 } }] },
                "plain": {
                  "type": "custom", "baseUrl": "http://d.test/v1", "region": "eu", "models": [
                    { "id": "y", "capabilities": ["chat"], "price": { "input": 1, "output": 1 } },
                    { "id": "z", "capabilities": ["embeddings"], "price": { "input": 1, "output": 0 } }
                  ]
                },
                "open": { "type": "vllm", "baseUrl": "http://e.test/v1" }
              },
              {{members}}
            }
            """);
        Loads = new TargetLoads(Time);
        Circuits = TestCircuits.Create(Time);
        Checks = new CheckResults(Time);
        Router = new Router(ModelCatalogue.Default, new TargetOrders(Loads, new TokenEstimators(), () => _draws.TryDequeue(out var draw) ? draw : 0), Loads, Circuits, Checks);
    }

    public ManualTimeProvider Time { get; } = new();

    public TargetLoads Loads { get; }

    public CircuitBreakers Circuits { get; }

    public CheckResults Checks { get; }

    public Router Router { get; }

    /// <summary>What chance brings next; 0 once these are used up.</summary>
    public RouteBench Draw(params double[] draws)
    {
        Array.ForEach(draws, _draws.Enqueue);
        return this;
    }

    public GatewayRequest Request(
        string model = "m", RoutingWishes? wishes = null, string? user = "ann", string extra = "", Tollgate.Auth.Tenant? tenant = null, string prompt = "Hi") =>
        Request($$"""{"model":"{{model}}","messages":[{"role":"user","content":"{{prompt}}"}]{{extra}}}""", Operation.Chat, wishes, user, tenant);

    public GatewayRequest Embedding(string model = "m", RoutingWishes? wishes = null, string? user = "ann", Tollgate.Auth.Tenant? tenant = null) =>
        Request($$"""{"model":"{{model}}","input":"Hi"}""", Operation.Embeddings, wishes, user, tenant);

    public RoutePlan Plan(string model = "m", RoutingWishes? wishes = null) => Router.Plan(Request(model, wishes));

    /// <summary>The providers in the order in which they would be asked, were all of them down.</summary>
    public string Line(GatewayRequest request)
    {
        var plan = Router.Plan(request);
        return string.Join(' ', Walk(plan).Select(target => target.Deployment.Provider.Name));
    }

    public string Line(string model = "m", RoutingWishes? wishes = null) => Line(Request(model, wishes));

    private GatewayRequest Request(string body, Operation operation, RoutingWishes? wishes, string? user, Tollgate.Auth.Tenant? tenant)
    {
        var request = TestGateway.Request(body, Time, operation, _configuration);
        return new GatewayRequest
        {
            Id = request.Id,
            Operation = request.Operation,
            Caller = new Tollgate.Auth.Caller(tenant ?? TestGateway.Tenant, TestGateway.ApiKey, user),
            Configuration = _configuration,
            Facts = request.Facts,
            Body = request.Body,
            StartedAt = request.StartedAt,
            StartedTimestamp = request.StartedTimestamp,
            UpstreamWait = request.UpstreamWait,
            Wishes = wishes ?? RoutingWishes.None,
        };
    }

    private static IEnumerable<RouteTarget> Walk(RoutePlan plan)
    {
        for (var target = plan.Next(null); target is not null; target = plan.Next(Tollgate.Routing.Options.FailureKind.Outage))
        {
            yield return target;
        }
    }
}
