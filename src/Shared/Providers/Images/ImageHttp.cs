using System.Net;

namespace Tollgate.Providers.Images;

/// <summary>The connections over which images are fetched: to public addresses, without cookies, redirects or a proxy.</summary>
internal static class ImageHttp
{
    public static SocketsHttpHandler CreateHandler()
    {
        var connection = new PublicConnection(Dns.GetHostAddressesAsync);
        return new SocketsHttpHandler
        {
            ConnectCallback = (context, cancellation) => connection.OpenAsync(context.DnsEndPoint, cancellation),
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),

            // The fetcher checks where each one leads.
            AllowAutoRedirect = false,
            UseCookies = false,

            // A proxy would resolve the name by itself.
            UseProxy = false,
        };
    }
}
