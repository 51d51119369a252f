using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Processes;

public sealed class TlsTests
{
    [Fact]
    public async Task Tls_ByPemPair_ServesHttp2WithTheCostAsATrailer()
    {
        using var directory = new TemporaryDirectory();
        using var certificate = await WriteCertificateAsync(directory);
        await using var process = await SelfHostProcess.StartAsync(directory.Path, new Dictionary<string, string>
        {
            ["TLS_CERT_FILE"] = directory.File("server.pem"),
            ["TLS_KEY_FILE"] = directory.File("server.key"),
        });
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.GetCertHashString() == certificate.GetCertHashString();
        using var http = new HttpClient(handler) { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var message = (Ask.Stream("Hello", "demo") with { Key = await process.ReadKeyAsync() }).ToMessage();
        message.RequestUri = new Uri(process.BaseAddress, message.RequestUri!);
        message.Version = HttpVersion.Version20;
        using var response = await http.SendAsync(message);
        var reply = await Reply.ReadAsync(response);

        Assert.Equal("https", process.BaseAddress.Scheme);
        Assert.Equal("[DONE]", reply.Events[^1]);
        Assert.Equal("max-age=31536000", reply.Headers["strict-transport-security"]);
        Assert.Contains($"x-tollgate-cost-usd: {reply.Trailers["x-tollgate-cost-usd"]}", reply.Comments);
    }

    private static async Task<X509Certificate2> WriteCertificateAsync(TemporaryDirectory directory)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await File.WriteAllTextAsync(directory.File("server.pem"), certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(directory.File("server.key"), key.ExportPkcs8PrivateKeyPem());
        return certificate;
    }
}
