namespace Tollgate.Endpoints;

/// <summary>One row of the route table.</summary>
/// <param name="Name">
/// Unique; also the name of the function that serves it in FunctionApp. The host there tries routes in the order of these names,
/// and <c>{*name}</c> takes an empty rest too: such a route must sort behind those that it would hide.
/// </param>
/// <param name="Method">GET (HEAD comes with it) or POST.</param>
/// <param name="Path">Without a leading slash; a segment <c>{name}</c> takes any one, and <c>{*name}</c> at the end the rest of the path.</param>
/// <param name="Access">Who may use it.</param>
/// <param name="Endpoint">The <see cref="IEndpoint"/> that serves it.</param>
internal sealed record GatewayRoute(string Name, string Method, string Path, AccessLevel Access, Type Endpoint)
{
    /// <summary>The methods it answers, as <c>Allow</c> lists them.</summary>
    public IReadOnlyList<string> Methods { get; } = Method == "GET" ? ["GET", "HEAD"] : [Method];

    /// <summary>True if the request path (with its leading slash) is this route's, whatever the method.</summary>
    public bool Matches(string path)
    {
        string[] expected = Path.Split('/');
        string[] asked = path.Trim('/').Split('/');
        var takesRest = expected[^1].StartsWith("{*", StringComparison.Ordinal);
        if (takesRest ? asked.Length < expected.Length : asked.Length != expected.Length)
        {
            return false;
        }

        return expected.Zip(asked).All(pair => pair.First[0] == '{' ? pair.Second.Length > 0 : pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase));
    }
}
