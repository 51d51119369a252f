using Tollgate.Auth;
using Tollgate.Endpoints.Body;
using Tollgate.Endpoints.Streaming;
using Tollgate.Pipeline;

namespace Tollgate.Endpoints;

/// <summary>What the model endpoints have in common: from a checked body through the pipeline to a reply.</summary>
internal sealed class ModelRequests(GatewayPipeline pipeline, TimeProvider time)
{
    /// <summary>Serves one model request to its end.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="operation">What is asked.</param>
    /// <param name="body">The body; the caller disposes of it afterwards.</param>
    /// <param name="facts">What was found in it.</param>
    public async Task ServeAsync(Exchange exchange, Operation operation, RequestBody body, RequestFacts facts)
    {
        var request = new GatewayRequest
        {
            Id = exchange.RequestId,
            Operation = operation,
            Caller = UserIdentity.Resolve(exchange.Authentication, facts.User),
            Configuration = exchange.Configuration,
            Facts = facts,
            Body = body,
            StartedAt = exchange.StartedAt,
            StartedTimestamp = exchange.StartedTimestamp,
            UpstreamWait = new UpstreamWait(time),
        };
        if (facts.Stream)
        {
            await using var events = new EventStreamReply(exchange, request, time);
            await pipeline.RunAsync(request, events, exchange.Cancellation).ConfigureAwait(false);
        }
        else
        {
            await pipeline.RunAsync(request, new WholeReply(exchange, request), exchange.Cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Reads, checks and serves a body of one known shape.</summary>
    public async Task ServeAsync(Exchange exchange, Operation operation, BodySchema schema)
    {
        using var body = await BodyReader.ReadAsync(exchange.Http.Request, exchange.Configuration.Server.MaxBodyMb, exchange.Cancellation).ConfigureAwait(false);
        await ServeAsync(exchange, operation, body, BodyParser.Parse(body.Span, schema)).ConfigureAwait(false);
    }
}
