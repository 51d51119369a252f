using Tollgate.Endpoints;

namespace Tollgate.Tests.Endpoints;

/// <summary>An endpoint with a bug, before or after it has begun to answer.</summary>
internal sealed class FailingEndpoint : IEndpoint
{
    public static GatewayRoute Route { get; } = new("Failing", "GET", "failing", AccessLevel.Open, typeof(FailingEndpoint));

    public Task HandleAsync(Exchange exchange)
    {
        var writer = exchange.Http.Response.BodyWriter;
        var length = (int)(exchange.Http.Request.ContentLength ?? 0);
        writer.GetSpan(length);
        writer.Advance(length);
        throw new InvalidOperationException("secret detail");
    }
}
