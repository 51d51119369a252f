namespace Tollgate.Configuration;

/// <summary>
/// The <c>server</c> section. Address, TLS and the number of connections are read once at start; the rest follows a reload.
/// </summary>
internal sealed record ServerOptions
{
    /// <summary>
    /// Address to listen on: an IP address, <c>localhost</c>, or <c>*</c> for all. Default <c>127.0.0.1</c>: reachable from
    /// this machine only.
    /// </summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Default 8080, range 0 to 65535; 0 picks a free port.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>Concurrent client connections. Default 10,000, range 1 to 1,000,000.</summary>
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>Largest request body in MiB. Default 32, range 1 to 100.</summary>
    public int MaxBodyMb { get; init; } = 32;

    /// <summary>Longest a whole request may take, in seconds. Default 300, range 1 to 3600.</summary>
    public int TimeoutSeconds { get; init; } = 300;

    /// <summary>Browser origins that may call the gateway; <c>*</c> for any. Default: none.</summary>
    public IReadOnlyList<string> CorsOrigins { get; init; } = [];

    public TlsOptions? Tls { get; init; }
}
