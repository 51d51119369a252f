using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Auth;
using Tollgate.Configuration;
using Tollgate.Endpoints;
using Tollgate.Health;
using Tollgate.Health.Checks;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Providers;
using Tollgate.Providers.Demo;
using Tollgate.Quotas;
using Tollgate.Quotas.Admission;
using Tollgate.Routing;
using Tollgate.Settlement;
using Tollgate.State;
using Tollgate.Telemetry;
using Tollgate.Testing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Endpoints;

/// <summary>The real door, its endpoints, the pipeline and the demo provider; no server.</summary>
internal sealed class DoorHarness : IDisposable
{
    private readonly ServiceProvider _services;

    public DoorHarness(string? configuration = null, Tenant? tenant = null)
    {
        var source = ConfigurationSource.Open(
            new ConfigurationInputs
            {
                Text = configuration ?? """{ "routing": { "retries": { "maxAttempts": 1 } } }""",
                Environment = new Dictionary<string, string>(),
                Catalogue = ModelCatalogue.Default,
                AdditionalTenants = [tenant ?? TestGateway.Tenant],
                ImplicitDemo = true,
            },
            NullLogger<ConfigurationSource>.Instance);
        _services = new ServiceCollection()
            .AddLogging()
            .AddEndpoints()
            .AddSingleton(source)
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<IIdSource, RandomIdSource>()
            .AddSingleton<IUsageLedger>(Ledger)
            .AddSingleton<IModelProvider, DemoProvider>()
            .AddSingleton<ProviderDirectory>()
            .AddModelRouting()
            .AddSingleton<ProviderHealth>()
            .AddSingleton<CheckResults>()
            .AddSingleton<GatewayMetrics>()
            .AddSingleton<RequestLog>()
            .AddSingleton<Settler>()
            .AddSingleton<IEntityClient>(new MemoryAccounts(Time))
            .AddSingleton(new Incarnation("test"))
            .AddQuotas(QuotaOptions.SelfHost)
            .AddSingleton<GatewayPipeline>()
            .AddTransient<FailingEndpoint>()
            .BuildServiceProvider();
    }

    public ManualTimeProvider Time { get; } = new();

    public GatewayMetrics Metrics => _services.GetRequiredService<GatewayMetrics>();

    public RecordingLedger Ledger { get; } = new();

    public void Dispose() => _services.Dispose();

    /// <summary>A POST with the test tenant's key.</summary>
    public HttpContext Post(string json) => Create("POST", Encoding.UTF8.GetBytes(json));

    public HttpContext Create(string method, byte[]? body = null)
    {
        var http = new DefaultHttpContext { RequestServices = _services };
        http.Request.Method = method;
        http.Request.ContentType = "application/json";
        http.Request.Body = new MemoryStream(body ?? []);
        http.Request.ContentLength = body?.Length;
        http.Request.Headers.Authorization = $"Bearer {TestGateway.Key}";
        http.Response.Body = new MemoryStream();
        return http;
    }

    public Task ServeAsync(HttpContext http, string route = "ChatCompletions", CancellationToken client = default) =>
        ServeAsync(http, RouteTable.Named(route), client);

    public Task ServeAsync(HttpContext http, GatewayRoute route, CancellationToken client = default) =>
        _services.GetRequiredService<Door>().HandleAsync(http, route, client);

    public static string BodyOf(HttpContext http) => Encoding.UTF8.GetString(((MemoryStream)http.Response.Body).ToArray());
}
