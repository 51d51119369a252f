using System.Net.Sockets;
using System.Text;

namespace Tollgate.Tests.Gateways;

/// <summary>Bytes to and from a gateway, for what no HTTP client would send.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    public static async Task<RawConnection> OpenAsync(Uri address)
    {
        var connection = new RawConnection();
        await connection._socket.ConnectAsync(address.Host, address.Port);
        return connection;
    }

    /// <summary>Latin-1: one byte a character.</summary>
    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>Whether the gateway still took it.</summary>
    public async Task<bool> SendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            while (!bytes.IsEmpty)
            {
                bytes = bytes[await _socket.SendAsync(bytes)..];
            }

            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Nothing more will be sent.</summary>
    public void EndSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>What is received until the gateway closes the connection, as Latin-1.</summary>
    /// <param name="enough">Or until this has been received: a server that refuses a body may hold the connection for a while.</param>
    public async Task<string> ReadToEndAsync(string? enough = null)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var received = new StringBuilder();
        var buffer = new byte[8192];
        try
        {
            while (await _socket.ReceiveAsync(buffer, patience.Token) is > 0 and var length)
            {
                received.Append(Encoding.Latin1.GetString(buffer, 0, length));
                if (enough is not null && received.ToString().Contains(enough, StringComparison.Ordinal))
                {
                    break;
                }
            }
        }
        catch (SocketException)
        {
            // Reset: what came before it counts.
        }

        return received.ToString();
    }

    public void Dispose() => _socket.Dispose();
}
