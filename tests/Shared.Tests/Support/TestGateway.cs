using System.Buffers;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Auth;
using Tollgate.Configuration;
using Tollgate.Endpoints.Body;
using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Providers.OpenAI;
using Tollgate.Providers.OpenAI.Carriers;
using Tollgate.Providers.Upstream;
using Tollgate.Quotas;
using Tollgate.Quotas.Admission;
using Tollgate.Quotas.Alerts;
using Tollgate.Quotas.Configuration;
using Tollgate.Quotas.Estimation;
using Tollgate.Quotas.Ledger;
using Tollgate.Routing.Targets;
using Tollgate.State;

namespace Tollgate.Tests.Support;

/// <summary>A small gateway's configuration, and requests as the door would make them.</summary>
internal static class TestGateway
{
    private static readonly IQuotaCatalogue NoQuotas = new QuotaCatalogue
    {
        Total = [],
        Tenants = FrozenDictionary<string, TenantQuotas>.Empty,
        OtherTenants = new TenantQuotas([], []),
        Deployments = FrozenDictionary<string, IReadOnlyList<QuotaDefinition>>.Empty,
    };

    public const string Key = "tg-test-key";

    public static readonly ApiKey ApiKey = KeyOf(Key);

    public static readonly Tenant Tenant = new() { Id = "acme", ApiKeys = [ApiKey] };

    public static ApiKey KeyOf(string secret) => new()
    {
        Id = "key",
        Sha256 = [.. SHA256.HashData(Encoding.UTF8.GetBytes(secret))],
    };

    public static ProviderOptions Provider(string wire = "openai", Uri? baseUrl = null) => new()
    {
        Name = "up",
        Type = wire,
        Wire = wire,
        BaseUrl = baseUrl ?? new Uri("http://127.0.0.1:9/v1"),
        ApiKey = "sk-upstream",
        TimeoutSeconds = 120,
        StreamIdleTimeoutSeconds = 60,
    };

    /// <summary>One dollar per million tokens of input, ten of output.</summary>
    public static Deployment Deployment(
        ProviderOptions? provider = null,
        string upstreamModel = "upstream-model",
        ModelCapabilities capabilities = ModelCapabilities.Chat | ModelCapabilities.Embeddings | ModelCapabilities.Streaming) => new()
        {
            Id = $"up/{upstreamModel}",
            Provider = provider ?? Provider(),
            UpstreamModel = upstreamModel,
            Info = new ModelInfo { Id = upstreamModel, Capabilities = capabilities, Price = new ModelPrice { Input = 1, Output = 10 } },
        };

    /// <summary>A deployment <c>{provider}/x</c>, as one of those that serve a model.</summary>
    public static RouteTarget Target(
        string provider, ModelCapabilities capabilities = ModelCapabilities.Chat | ModelCapabilities.Embeddings | ModelCapabilities.Streaming) =>
        new(Deployment(Provider() with { Name = provider }, capabilities: capabilities) with { Id = $"{provider}/x" });

    public static GatewayConfiguration Configuration(Deployment? deployment = null, ServerOptions? server = null, string model = "m", IQuotaCatalogue? quotas = null)
    {
        var served = deployment ?? Deployment();
        return new GatewayConfiguration
        {
            Server = server ?? new ServerOptions(),
            Logging = new LoggingOptions(),
            Providers = new Dictionary<string, ProviderOptions> { [served.Provider.Name] = served.Provider }.ToFrozenDictionary(),
            Models = new Dictionary<string, Model> { [model] = new() { Name = model, Targets = [new RouteTarget(served)] } }.ToFrozenDictionary(),
            Tenants = new TenantDirectory([Tenant]),
            Quotas = quotas ?? NoQuotas,
            AlertThresholds = [],
        };
    }

    /// <summary>Admission over accounts in memory.</summary>
    /// <param name="time">Of the ledger.</param>
    /// <param name="quotas">Null: no limits.</param>
    /// <param name="store">Null: one of its own.</param>
    /// <param name="ledger">To be closed by whoever wants to see the accounts.</param>
    public static Admission Admission(TimeProvider time, IQuotaCatalogue? quotas, MemoryAccounts? store, out QuotaLedger ledger)
    {
        store ??= new MemoryAccounts(time);
        var (incarnation, limits) = (new Incarnation("test"), quotas ?? NoQuotas);
        ledger = new QuotaLedger(limits, store, incarnation, new QuotaOptions(), time, () => 0.5, NullLogger<QuotaLedger>.Instance);
        return new Admission(
            ledger,
            () => limits,
            new TokenEstimators(),
            new RefusedBudgets(store, incarnation, new IgnoringObserver(), time, NullLogger<RefusedBudgets>.Instance),
            time);
    }

    public static GatewayRequest Request(
        string json,
        TimeProvider time,
        Operation operation = Operation.Chat,
        GatewayConfiguration? configuration = null,
        Tenant? tenant = null)
    {
        var body = Body(json);
        return new GatewayRequest
        {
            Id = "req_1",
            Operation = operation,
            Caller = new Caller(tenant ?? Tenant, ApiKey, "ann"),
            Configuration = configuration ?? Configuration(),
            Facts = BodyParser.Parse(body.Span, SchemaOf(operation)),
            Body = body,
            StartedAt = time.GetUtcNow(),
            StartedTimestamp = time.GetTimestamp(),
            UpstreamWait = new UpstreamWait(time),
        };
    }

    /// <summary>One attempt at a request, not begun.</summary>
    public static Attempt Attempt(GatewayRequest request, Deployment? deployment = null, long? bound = null) =>
        new(request, deployment ?? Deployment(), TimeProvider.System) { OutputBound = bound };

    /// <summary>The relay as it is where the home has no carrier of its own.</summary>
    public static OpenAIProvider OpenAIProvider(UpstreamHttp http, TimeProvider time) => new(new UpstreamExchange(http, new TargetLoads(time), time), new HttpCarrier(http), []);

    public static RequestBody Body(string json) => Body(Encoding.UTF8.GetBytes(json));

    public static RequestBody Body(ReadOnlySpan<byte> json)
    {
        var rented = ArrayPool<byte>.Shared.Rent(json.Length);
        json.CopyTo(rented);
        return new RequestBody(rented, 0, json.Length);
    }

    public static BodySchema SchemaOf(Operation operation) => operation switch
    {
        Operation.Chat => BodySchema.Chat,
        Operation.Completions => BodySchema.Completions,
        _ => BodySchema.Embeddings,
    };
}
