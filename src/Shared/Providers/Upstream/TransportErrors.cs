using System.Net.Sockets;
using Tollgate.Pipeline;

namespace Tollgate.Providers.Upstream;

/// <summary>Tells the ways a connection can fail apart: each is a different thing to mend.</summary>
internal static class TransportErrors
{
    public static UpstreamException Map(HttpRequestException failure, string provider)
    {
        var (code, what) = failure.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => ("upstream_dns_failure", "its host name does not resolve"),
            HttpRequestError.SecureConnectionError => ("upstream_tls_failure", "no secure connection could be made"),
            HttpRequestError.ConnectionError when Refused(failure) => ("upstream_connection_refused", "it refuses connections"),
            HttpRequestError.ConnectionError => ("upstream_unreachable", "no connection could be made"),
            HttpRequestError.ProxyTunnelError => ("upstream_unreachable", "the proxy in between does not let it through"),
            _ when Reset(failure) => ("upstream_connection_reset", "it closed the connection before answering"),
            _ => ("upstream_connection_failed", "the connection broke"),
        };
        return new UpstreamException(Unreachable(code, provider, what, 502), failure)
        {
            // The request had gone out by then.
            MayHaveBilled = Reset(failure),
        };
    }

    /// <summary>The handler's own time limit for connecting, which it reports as a cancellation that nobody asked for.</summary>
    public static UpstreamException ConnectTimeout(Exception failure, string provider) =>
        new(Unreachable("upstream_connect_timeout", provider, "no connection could be made in time", 504), failure);

    private static Refusal Unreachable(string code, string provider, string what, int status) =>
        Refusal.Upstream(code, $"Provider '{provider}' cannot be reached: {what}. Try again later.", status);

    private static bool Reset(HttpRequestException failure) =>
        failure is { HttpRequestError: HttpRequestError.ResponseEnded }
            or { HttpRequestError: HttpRequestError.Unknown, InnerException: IOException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionReset } } };

    private static bool Refused(HttpRequestException failure) =>
        failure.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused };
}
