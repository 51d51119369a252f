namespace Tollgate.Endpoints.Generate;

/// <summary>A prompt in, text out as it comes.</summary>
internal sealed class GenerateStreamEndpoint(GenerateRequests requests) : IEndpoint
{
    public Task HandleAsync(Exchange exchange) => requests.ServeAsync(exchange, streams: true);
}
