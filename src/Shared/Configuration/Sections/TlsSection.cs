using Tollgate.Configuration.Reading;

namespace Tollgate.Configuration.Sections;

/// <summary>
/// Reads <c>server.tls</c>. TLS_CERT_FILE replaces the file's certificate and key together: one without the other would not fit.
/// </summary>
internal static class TlsSection
{
    public static TlsOptions? Read(ConfigurationSection section)
    {
        var certificate = section.Text("certificateFile");
        var key = section.Text("keyFile");
        var password = section.Secret("password");
        if (certificate is null && !section.IsEmpty)
        {
            section.Error("certificateFile", "is missing; name a PEM or PFX file");
        }

        var environment = section.Environment;
        if (environment.Text("TLS_CERT_FILE") is { } overriding)
        {
            (certificate, key) = (overriding, environment.Text("TLS_KEY_FILE"));
        }
        else if (environment.IsSet("TLS_KEY_FILE"))
        {
            environment.Error("TLS_KEY_FILE", "is set without TLS_CERT_FILE; set both");
        }

        if (certificate is null)
        {
            return null;
        }

        var options = new TlsOptions { CertificateFile = certificate, KeyFile = key, Password = password };
        if (options.IsPfx && key is not null)
        {
            section.Error("keyFile", "does not go with a PFX certificate file, which holds its key; remove it");
        }

        return options;
    }
}
