namespace Tollgate.Endpoints;

/// <summary>One row of the route table.</summary>
/// <param name="Name">
/// Unique; also the name of the function that serves it in FunctionApp. The host there tries routes in the order of these names,
/// and <c>{*name}</c> takes an empty rest too: such a route must sort behind those that it would hide.
/// </param>
/// <param name="Method">GET (HEAD comes with it) or POST.</param>
/// <param name="Path">Without a leading slash; may end in <c>{*name}</c>, which takes the rest of the path.</param>
/// <param name="Access">Who may use it.</param>
/// <param name="Endpoint">The <see cref="IEndpoint"/> that serves it.</param>
internal sealed record GatewayRoute(string Name, string Method, string Path, AccessLevel Access, Type Endpoint)
{
    /// <summary>The methods it answers, as <c>Allow</c> lists them.</summary>
    public IReadOnlyList<string> Methods { get; } = Method == "GET" ? ["GET", "HEAD"] : [Method];

    /// <summary>True if the request path (with its leading slash) is this route's, whatever the method.</summary>
    public bool Matches(string path)
    {
        var asked = path.AsSpan().Trim('/');
        var rest = Path.IndexOf("{*", StringComparison.Ordinal);
        return rest < 0
            ? asked.Equals(Path, StringComparison.OrdinalIgnoreCase)
            : asked.Length > rest && asked[..rest].Equals(Path.AsSpan(0, rest), StringComparison.OrdinalIgnoreCase);
    }
}
