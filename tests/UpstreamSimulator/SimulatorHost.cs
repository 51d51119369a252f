using System.Net;
using Tollgate.UpstreamSimulator.Anthropic;
using Tollgate.UpstreamSimulator.Bedrock;
using Tollgate.UpstreamSimulator.Cohere;
using Tollgate.UpstreamSimulator.Gemini;
using Tollgate.UpstreamSimulator.Ollama;
using Tollgate.UpstreamSimulator.OpenAI;

namespace Tollgate.UpstreamSimulator;

/// <summary>
/// A model provider on 127.0.0.1 over a real socket. It answers deterministically, misbehaves on demand, records what it was asked
/// and knows what it billed: the truth that a gateway's bookkeeping is held against.
/// </summary>
public sealed class SimulatorHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly RequestLog _log;
    private readonly FaultQueue _scripted = new();
    private readonly StreamGate _gate = new();
    private readonly UsageMeter _billed = new();

    private SimulatorHost(SimulatorOptions options)
    {
        _log = new RequestLog(options.RecordedRequestLimit);
        var handler = new UpstreamRequestHandler(_log, _scripted, new ReplySender(options.Time, _gate, _billed), [new CohereWire(options), new OllamaWire(options), new GeminiWire(options), new AnthropicWire(options), new BedrockWire(options), new OpenAIWire(options)]);
        _app = Build(options);
        _app.Run(context => handler.HandleAsync(context, _app.Lifetime.ApplicationStopping));
    }

    /// <summary>As in <c>http://127.0.0.1:41234/</c>.</summary>
    public Uri BaseUrl { get; private set; } = new("http://127.0.0.1");

    /// <summary>The base URL that an OpenAI client takes: <see cref="BaseUrl"/> and <c>/v1</c>.</summary>
    public Uri OpenAIBaseUrl => new(BaseUrl, "/v1");

    /// <summary>The base URL that a gateway takes for Cohere; Cohere's own clients take <see cref="BaseUrl"/>.</summary>
    public Uri CohereBaseUrl => new(BaseUrl, "/v2");

    /// <summary>Requests received so far, in order: a copy.</summary>
    public IReadOnlyList<RecordedRequest> Requests => _log.Snapshot();

    /// <summary>Tokens billed so far, over all requests; cut and aborted ones included, as far as they got.</summary>
    public BilledUsage BilledUsage => _billed.Total;

    /// <summary>Starts a simulator that takes connections when this returns.</summary>
    public static async Task<SimulatorHost> StartAsync(SimulatorOptions? options = null, CancellationToken cancellation = default)
    {
        var host = new SimulatorHost(options ?? new SimulatorOptions());
        await host._app.StartAsync(cancellation);
        host.BaseUrl = new Uri(host._app.Urls.Single());
        return host;
    }

    /// <summary>Lets the next model call meet all of these at once. Listings of models do not count as calls.</summary>
    public void Enqueue(params Fault[] faults) => _scripted.Enqueue(faults);

    /// <summary>Lets each of the next model calls meet one of these, in order; <see cref="Fault.None"/> for a call that goes well.</summary>
    public void Script(params Fault[] faults)
    {
        foreach (var fault in faults)
            _scripted.Enqueue([fault]);
    }

    /// <summary>Forgets what is still scripted.</summary>
    public void ClearScript() => _scripted.Clear();

    /// <summary>Lets the next <paramref name="count"/> pieces pass that <see cref="Fault.Drip"/> or <see cref="Fault.Hold"/> keep back.</summary>
    public void ReleaseNext(int count = 1) => _gate.ReleaseNext(count);

    /// <summary>Lets everything pass from now on.</summary>
    public void ReleaseAll() => _gate.Open();

    /// <summary>The request with this <see cref="RecordedRequest.Sequence"/>, waiting until it has arrived.</summary>
    public Task<RecordedRequest> WaitForRequestAsync(long sequence, CancellationToken cancellation = default) =>
        _log.WaitForAsync(sequence, cancellation);

    /// <summary>Returns when the process is told to stop.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellation = default) => _app.WaitForShutdownAsync(cancellation);

    /// <summary>Stops at once: exchanges under way are cut.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _gate.Dispose();
    }

    private static WebApplication Build(SimulatorOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSockets(transport => transport.MaxWriteBufferSize = 1); // a flush returns when the kernel has the bytes
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        return builder.Build();
    }
}
