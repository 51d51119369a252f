namespace Tollgate.Configuration;

/// <summary>TLS by certificate file: a PEM pair, or a PFX file with its password.</summary>
internal sealed record TlsOptions
{
    /// <summary>PEM certificate chain, or PFX (by extension <c>.pfx</c> or <c>.p12</c>). Relative to the working directory.</summary>
    public required string CertificateFile { get; init; }

    /// <summary>PEM private key; default: it is in the certificate file. Not with a PFX.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Of the PFX or of the encrypted key. Secret.</summary>
    public string? Password { get; init; }

    public bool IsPfx =>
        CertificateFile.EndsWith(".pfx", StringComparison.OrdinalIgnoreCase)
        || CertificateFile.EndsWith(".p12", StringComparison.OrdinalIgnoreCase);

    public override string ToString() => CertificateFile;
}
