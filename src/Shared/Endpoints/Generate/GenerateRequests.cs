using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Tollgate.Endpoints.Body;
using Tollgate.Endpoints.Surfaces;
using Tollgate.Pipeline;

namespace Tollgate.Endpoints.Generate;

/// <summary>What <c>/v1/generate</c> and <c>/v1/generate/stream</c> have in common: a prompt in, text out.</summary>
internal sealed class GenerateRequests(ModelRequests requests)
{
    /// <summary>Serves one request to its end.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="streams">The answer is streamed, whatever the body says.</param>
    public async Task ServeAsync(Exchange exchange, bool streams)
    {
        var http = exchange.Http.Request;
        var wishes = RoutingHeaders.Read(http.Headers);
        using var body = await BodyReader.ReadAsync(http, exchange.Configuration.Server.MaxBodyMb, exchange.Cancellation).ConfigureAwait(false);
        var prompt = BodyParser.Parse(body.Span, BodySchema.Generate, wishes);
        RoutingHeaders.RequireKnownProvider(prompt, exchange.Configuration);
        var model = prompt.Model.Length > 0 ? prompt.Model : ModelChoice.For(prompt.Wishes, exchange.Configuration);
        using var chat = GenerateBody.ToChat(body, model, streams || prompt.Stream);
        var facts = BodyParser.Parse(chat.Span, BodySchema.Chat, wishes);
        SurfaceLimits.Require(facts, tellsCalls: false);
        await requests.ServeAsync(exchange, Operation.Chat, chat, facts, new GenerateShape(streamsText: !WantsEvents(http))).ConfigureAwait(false);
    }

    private static bool WantsEvents(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)
        && accepted.Any(type => type.MediaType.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase) && type.Quality is not 0);
}
