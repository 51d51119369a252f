using System.Net;
using System.Net.Sockets;

namespace Tollgate.Providers.Images;

/// <summary>
/// Opens connections to public addresses only. The address that was checked is the one connected to, so a name that resolves to
/// something else a moment later gains nothing.
/// </summary>
/// <param name="resolve">Finds the addresses of a host name.</param>
internal sealed class PublicConnection(Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    /// <exception cref="NotPublicException">The host has no public address.</exception>
    public async ValueTask<Stream> OpenAsync(DnsEndPoint host, CancellationToken cancellation)
    {
        var addresses = await ResolveAsync(host.Host, cancellation).ConfigureAwait(false);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, host.Port, cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The host's addresses. One that is not public condemns them all: no honest host mixes them.</summary>
    internal async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellation)
    {
        var addresses = await resolve(host, cancellation).ConfigureAwait(false);
        return addresses.Length > 0 && addresses.All(PublicAddress.Is) ? addresses : throw new NotPublicException();
    }
}
