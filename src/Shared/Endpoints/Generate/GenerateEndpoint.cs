namespace Tollgate.Endpoints.Generate;

/// <summary>A prompt in, text out; streamed if the body says so.</summary>
internal sealed class GenerateEndpoint(GenerateRequests requests) : IEndpoint
{
    public Task HandleAsync(Exchange exchange) => requests.ServeAsync(exchange, streams: false);
}
