using System.Buffers;
using Microsoft.AspNetCore.Http;
using Tollgate.State;

namespace Tollgate.Endpoints;

/// <summary>Names requests: as the caller did, where that is fit for headers and logs.</summary>
internal sealed class RequestIds(IIdSource ids)
{
    private const int LongestId = 128;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:");

    public string For(HttpRequest request) =>
        request.Headers.TryGetValue(GatewayHeaders.RequestId, out var told) && told.Count == 1
            && told[0] is { Length: > 0 and <= LongestId } id && !id.AsSpan().ContainsAnyExcept(Allowed)
                ? id
                : "req_" + ids.Next();
}
