using Tollgate.Endpoints.Body;
using Tollgate.Endpoints.Surfaces;
using Tollgate.Pipeline;

namespace Tollgate.Endpoints.Completion;

/// <summary><c>/completion</c>: messages in, content out, from whichever model suits.</summary>
internal sealed class CompletionEndpoint(ModelRequests requests) : IEndpoint
{
    public async Task HandleAsync(Exchange exchange)
    {
        var http = exchange.Http.Request;
        var wishes = RoutingHeaders.Read(http.Headers);
        using var body = await BodyReader.ReadAsync(http, exchange.Configuration.Server.MaxBodyMb, exchange.Cancellation).ConfigureAwait(false);
        var facts = BodyParser.Parse(body.Span, BodySchema.ChatOfAnyModel, wishes);
        SurfaceLimits.Require(facts, tellsCalls: true);
        if (facts.Model.Length > 0)
        {
            await ServeAsync(exchange, body, facts).ConfigureAwait(false);
            return;
        }

        RoutingHeaders.RequireKnownProvider(facts, exchange.Configuration);
        using var named = NamedModel.Write(body, facts, ModelChoice.For(facts.Wishes, exchange.Configuration));
        await ServeAsync(exchange, named, BodyParser.Parse(named.Span, BodySchema.Chat, wishes)).ConfigureAwait(false);
    }

    private Task ServeAsync(Exchange exchange, RequestBody body, RequestFacts facts) =>
        requests.ServeAsync(exchange, Operation.Chat, body, facts, new CompletionShape());
}
