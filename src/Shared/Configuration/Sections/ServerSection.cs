using System.Net;
using Tollgate.Configuration.Reading;

namespace Tollgate.Configuration.Sections;

/// <summary>Reads <c>server</c>; the environment wins over the file.</summary>
internal static class ServerSection
{
    private const string HostRule = "must be an IP address, localhost, or * for all addresses";

    public static ServerOptions Read(ConfigurationSection section)
    {
        var environment = section.Environment;
        var defaults = new ServerOptions();
        var host = ReadHost(section);
        var port = section.Integer("port", 0, 65_535);
        var origins = CorsOrigins.Read(section);
        var tls = TlsSection.Read(section.Section("tls"));
        return new ServerOptions
        {
            Host = host ?? defaults.Host,
            Port = environment.Integer("PORT", 0, 65_535) ?? environment.Integer("SERVER_PORT", 0, 65_535) ?? port ?? defaults.Port,
            MaxConnections = section.Integer("maxConnections", 1, 1_000_000) ?? defaults.MaxConnections,
            MaxBodyMb = section.Integer("maxBodyMb", 1, 100) ?? defaults.MaxBodyMb,
            TimeoutSeconds = section.Integer("timeoutSeconds", 1, 3600) ?? defaults.TimeoutSeconds,
            CorsOrigins = origins,
            Tls = tls,
        };
    }

    private static string? ReadHost(ConfigurationSection section)
    {
        var host = section.Text("host");
        if (host is not null && !IsHost(host))
        {
            section.Error("host", HostRule);
        }

        if (section.Environment.FirstSet("HOST", "SERVER_HOST") is not { } variable)
        {
            return host;
        }

        var overriding = section.Environment.Text(variable)!;
        if (!IsHost(overriding))
        {
            section.Environment.Error(variable, $"{HostRule} (some shells export the machine's name here: then unset it)");
        }

        return overriding;
    }

    private static bool IsHost(string text) => text is "*" or "localhost" || IPAddress.TryParse(text, out _);
}
