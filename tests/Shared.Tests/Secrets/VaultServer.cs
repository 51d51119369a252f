using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Tollgate.Tests.Secrets;

/// <summary>
/// Speaks the vault's wire over TLS on a loopback port, and is reached by the vault's own name: who comes without a token is
/// challenged, and who comes with the right one gets the secret's bundle.
/// </summary>
internal sealed class VaultServer : IAsyncDisposable
{
    private const string Resource = "https://vault.azure.net";

    private readonly X509Certificate2 _certificate = CreateCertificate();
    private readonly WebApplication _app;
    private int _port;

    private VaultServer()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_certificate)));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>One of its own, as the client package keeps for the whole process how each vault challenges.</summary>
    public string Host => $"team-{_port}.vault.azure.net";

    public Uri Address => new($"https://{Host}/");

    /// <summary>By name, or <c>name/version</c>.</summary>
    public ConcurrentDictionary<string, string> Secrets { get; } = new();

    /// <summary>Answers to who has a token, before it is healthy: a status each, 0 for none at all.</summary>
    public ConcurrentQueue<int> Failures { get; } = new();

    /// <summary>Answers this whatever is asked with a token; 0: nothing at all; null: healthy.</summary>
    public int? Failure { get; set; }

    /// <summary>What was asked for with a token.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>Requests that came without a token.</summary>
    public int Challenges { get; private set; }

    /// <summary>Set when a request that gets no answer has come.</summary>
    public TaskCompletionSource Hanging { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static async Task<VaultServer> StartAsync()
    {
        var server = new VaultServer();
        await server._app.StartAsync();
        server._port = new Uri(server._app.Urls.Single()).Port;
        return server;
    }

    /// <summary>Trusts the certificate, and finds the server under any name.</summary>
    public HttpClient CreateClient() => new(new SocketsHttpHandler
    {
        SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == _certificate.GetCertHashString() },
        ConnectCallback = async (_, cancellation) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, _port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    });

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    private static X509Certificate2 CreateCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=vault", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var response = context.Response;
        if (context.Request.Headers.Authorization != $"Bearer token-for-{Resource}/.default")
        {
            Challenges++;
            response.StatusCode = 401;
            response.Headers.WWWAuthenticate = $"Bearer authorization=\"https://login.microsoftonline.com/{Guid.Empty}\", resource=\"{Resource}\"";
            return;
        }

        var path = context.Request.Path.Value!["/secrets/".Length..].TrimEnd('/');
        Asked.Enqueue(path);
        var status = Failures.TryDequeue(out var next) ? next : Failure ?? (Secrets.ContainsKey(path) ? 200 : 404);
        if (status == 0)
        {
            Hanging.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        response.StatusCode = status;
        response.Headers.RetryAfter = status == 429 ? "0" : default;
        await response.WriteAsJsonAsync<object>(status == 200
            ? new { value = Secrets[path], id = $"{Address}secrets/{path.Split('/')[0]}/0123456789abcdef0123456789abcdef", attributes = new { enabled = true } }
            : new { error = new { code = "SecretTrouble", message = $"about {Secrets.GetValueOrDefault(path)}" } });
    }
}
