using System.Net;
using System.Net.Sockets;

namespace Tollgate.Providers.Images;

/// <summary>
/// Tells addresses of the public internet from all others: private and shared networks, this machine, link-local ones (where
/// clouds keep their metadata services), and IPv6 forms that hide an IPv4 address.
/// </summary>
internal static class PublicAddress
{
    private static readonly IPNetwork[] OtherV4 =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15",
            "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            "168.63.129.16/32", // Azure's platform, behind a public-looking address.
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>All that is given out to the public.</summary>
    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");

    /// <summary>Protocols and documentation, and 6to4, which embeds any IPv4 address.</summary>
    private static readonly IPNetwork[] OtherV6 = [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(IPNetwork.Parse)];

    public static bool Is(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily switch
        {
            AddressFamily.InterNetwork => !OtherV4.Any(network => network.Contains(plain)),
            AddressFamily.InterNetworkV6 => GlobalV6.Contains(plain) && !OtherV6.Any(network => network.Contains(plain)),
            _ => false,
        };
    }
}
