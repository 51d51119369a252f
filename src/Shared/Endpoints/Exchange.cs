using Microsoft.AspNetCore.Http;
using Tollgate.Auth;
using Tollgate.Configuration;

namespace Tollgate.Endpoints;

/// <summary>One HTTP request and its response, on its way through the door.</summary>
internal sealed class Exchange
{
    private readonly TimeProvider _time;
    private Authentication? _authentication;

    public Exchange(HttpContext http, string requestId, GatewayConfiguration configuration, TimeProvider time, CancellationToken cancellation)
    {
        Http = http;
        RequestId = requestId;
        Configuration = configuration;
        Cancellation = cancellation;
        StartedAt = time.GetUtcNow();
        StartedTimestamp = time.GetTimestamp();
        _time = time;
    }

    public HttpContext Http { get; }

    public string RequestId { get; }

    /// <summary>The snapshot the request entered under.</summary>
    public GatewayConfiguration Configuration { get; }

    public DateTimeOffset StartedAt { get; }

    public long StartedTimestamp { get; }

    /// <summary>The client went away, or the home gives the request up.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>Who presented a key; only on routes that need one.</summary>
    public Authentication Authentication
    {
        get => _authentication ?? throw new InvalidOperationException("The route is open: it has no caller.");
        set => _authentication = value;
    }

    public DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Time the gateway itself has taken so far.</summary>
    /// <param name="elsewhere">Time spent waiting for providers.</param>
    public TimeSpan Overhead(TimeSpan elsewhere) => _time.GetElapsedTime(StartedTimestamp) - elsewhere;
}
