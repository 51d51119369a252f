using Tollgate.Auth;
using Tollgate.Endpoints.Body;
using Tollgate.Endpoints.Streaming;
using Tollgate.Endpoints.Surfaces;
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
    /// <param name="shape">The surface's own form of a chat answer; null: answers go back as they are.</param>
    public async Task ServeAsync(Exchange exchange, Operation operation, RequestBody body, RequestFacts facts, IAnswerShape? shape = null)
    {
        RoutingHeaders.RequireKnownProvider(facts, exchange.Configuration);
        var request = new GatewayRequest
        {
            Id = exchange.RequestId,
            Operation = operation,
            Caller = UserIdentity.Resolve(exchange.Authentication, facts.User),
            Configuration = exchange.Configuration,
            Facts = facts,
            Body = body,
            Wishes = facts.Wishes,
            StartedAt = exchange.StartedAt,
            StartedTimestamp = exchange.StartedTimestamp,
            UpstreamWait = new UpstreamWait(time),
        };
        if (!facts.Stream)
        {
            await pipeline.RunAsync(request, Shaped(new WholeReply(exchange, request), shape, request), exchange.Cancellation).ConfigureAwait(false);
        }
        else if (shape is { StreamsText: true })
        {
            await pipeline.RunAsync(request, Shaped(new TextStreamReply(exchange, request, time), shape, request), exchange.Cancellation).ConfigureAwait(false);
        }
        else
        {
            await using var events = new EventStreamReply(exchange, request, time);
            await pipeline.RunAsync(request, Shaped(events, shape, request), exchange.Cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Reads, checks and serves a body of one known shape.</summary>
    public async Task ServeAsync(Exchange exchange, Operation operation, BodySchema schema)
    {
        var http = exchange.Http.Request;
        var wishes = RoutingHeaders.Read(http.Headers);
        using var body = await BodyReader.ReadAsync(http, exchange.Configuration.Server.MaxBodyMb, exchange.Cancellation).ConfigureAwait(false);
        await ServeAsync(exchange, operation, body, BodyParser.Parse(body.Span, schema, wishes)).ConfigureAwait(false);
    }

    private static IReply Shaped(IReply reply, IAnswerShape? shape, GatewayRequest request) =>
        shape is null ? reply : new ShapedReply(reply, shape, request);
}
