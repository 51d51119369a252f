namespace Tollgate.Providers.Upstream;

internal static class UpstreamRequestIds
{
    private const int LongestId = 128;

    /// <summary>The upstream's id for its answer, if it is fit to be passed on in a header.</summary>
    public static string? Read(HttpResponseMessage response)
    {
        foreach (var name in (ReadOnlySpan<string>)["x-request-id", "apim-request-id", "request-id", "x-debug-trace-id"])
        {
            if (response.Headers.TryGetValues(name, out var values) && values.First() is { Length: > 0 and <= LongestId } id
                && id.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0)
            {
                return id;
            }
        }

        return null;
    }
}
