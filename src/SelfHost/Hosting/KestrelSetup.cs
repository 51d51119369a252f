using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Tollgate.Configuration;

namespace Tollgate.SelfHost.Hosting;

internal static class KestrelSetup
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(30);

    /// <summary>Listens where the configuration says, with TLS if it names a certificate.</summary>
    public static void AddKestrelServer(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            var server = kestrel.ApplicationServices.GetRequiredService<ConfigurationSource>().Current.Server;
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = server.MaxConnections;

            // The door has a limit of its own, whose refusal is in the envelope.
            kestrel.Limits.MaxRequestBodySize = null;
            Listen(kestrel, server);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = DrainTime);
    }

    private static void Listen(KestrelServerOptions kestrel, ServerOptions server)
    {
        void Secure(ListenOptions listen)
        {
            if (server.Tls is { } tls)
            {
                listen.UseHttps(Load(tls));
            }
        }

        if (string.Equals(server.Host, "localhost", StringComparison.OrdinalIgnoreCase))
        {
            kestrel.ListenLocalhost(server.Port, Secure);
        }
        else if (IPAddress.TryParse(server.Host, out var address))
        {
            kestrel.Listen(address, server.Port, Secure);
        }
        else
        {
            kestrel.ListenAnyIP(server.Port, Secure);
        }
    }

    private static X509Certificate2 Load(TlsOptions tls)
    {
        try
        {
            return tls.IsPfx ? X509CertificateLoader.LoadPkcs12FromFile(tls.CertificateFile, tls.Password)
                : tls.Password is { } password ? X509Certificate2.CreateFromEncryptedPemFile(tls.CertificateFile, password, tls.KeyFile)
                : X509Certificate2.CreateFromPemFile(tls.CertificateFile, tls.KeyFile);
        }
        catch (CryptographicException unreadable)
        {
            throw new IOException($"the certificate in '{tls.CertificateFile}' cannot be used: {unreadable.Message}", unreadable);
        }
    }
}
