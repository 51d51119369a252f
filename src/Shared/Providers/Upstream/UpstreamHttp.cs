namespace Tollgate.Providers.Upstream;

/// <summary>
/// The one pool of upstream connections. Settings of a provider travel with each request, so a configuration reload keeps every
/// warm connection.
/// </summary>
internal sealed class UpstreamHttp : IDisposable
{
    private readonly HttpMessageInvoker _invoker = new(CreateHandler());

    /// <summary>Connections as every upstream wants them, for a carrier that needs a pool of its own.</summary>
    public static SocketsHttpHandler CreateHandler() => new()
    {
        ConnectTimeout = TimeSpan.FromSeconds(10),

        // Long-lived connections would never see a change of DNS.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        EnableMultipleHttp2Connections = true,
        KeepAlivePingDelay = TimeSpan.FromSeconds(30),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(10),

        // A redirect would carry the provider's key to wherever it points.
        AllowAutoRedirect = false,
        UseCookies = false,
    };

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellation) =>
        _invoker.SendAsync(message, cancellation);

    public void Dispose() => _invoker.Dispose();
}
