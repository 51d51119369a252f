namespace Tollgate.Configuration;

/// <summary>The <c>images</c> section: from where the gateway fetches images for providers that take no address of one.</summary>
internal sealed record ImageOptions
{
    /// <summary>
    /// Host names in lower case; <c>*.example.com</c> for every host below <c>example.com</c>. Default: none, so nothing is fetched.
    /// </summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Largest image that is fetched, in MiB. Default 20, range 1 to 20.</summary>
    public int MaxMb { get; init; } = 20;

    public bool Allows(string host) => AllowedHosts.Any(allowed => allowed.StartsWith("*.", StringComparison.Ordinal)
        ? host.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase)
        : host.Equals(allowed, StringComparison.OrdinalIgnoreCase));
}
