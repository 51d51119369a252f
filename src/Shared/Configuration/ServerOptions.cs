namespace Tollgate.Configuration;

/// <summary>The <c>server</c> section. Address and TLS are read once at start; the rest follows a reload.</summary>
internal sealed record ServerOptions
{
    /// <summary>Address to listen on. Default <c>127.0.0.1</c>: reachable from this machine only.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Default 8080; 0 picks a free port.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>Concurrent client connections. Default 10,000.</summary>
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>Largest request body in MiB. Default 32, range 1 to 100.</summary>
    public int MaxBodyMb { get; init; } = 32;

    /// <summary>Longest a whole request may take, in seconds. Default 300.</summary>
    public int TimeoutSeconds { get; init; } = 300;

    /// <summary>Browser origins that may call the gateway; <c>*</c> for any. Default: none.</summary>
    public IReadOnlyList<string> CorsOrigins { get; init; } = [];

    public TlsOptions? Tls { get; init; }
}

/// <summary>TLS by certificate file: a PEM pair, or a PFX file with its password.</summary>
internal sealed record TlsOptions
{
    /// <summary>PEM certificate chain, or PFX (by extension <c>.pfx</c> or <c>.p12</c>).</summary>
    public required string CertificateFile { get; init; }

    /// <summary>PEM private key; not with a PFX.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Of the PFX or of the encrypted key.</summary>
    public string? Password { get; init; }
}

/// <summary>The <c>logging</c> section.</summary>
internal sealed record LoggingOptions
{
    /// <summary>trace, debug, info (default), warning, error, critical or none.</summary>
    public string Level { get; init; } = "info";

    /// <summary>text (default) or json.</summary>
    public string Format { get; init; } = "text";
}
