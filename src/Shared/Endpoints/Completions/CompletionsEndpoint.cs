using System.Text.Json;
using Tollgate.Endpoints.Body;
using Tollgate.Pipeline;

namespace Tollgate.Endpoints.Completions;

/// <summary>The legacy route, in two forms: with <c>prompt</c> it is OpenAI's old one, with <c>messages</c> it is chat by another name.</summary>
internal sealed class CompletionsEndpoint(ModelRequests requests) : IEndpoint
{
    public async Task HandleAsync(Exchange exchange)
    {
        using var body = await BodyReader.ReadAsync(exchange.Http.Request, exchange.Configuration.Server.MaxBodyMb, exchange.Cancellation).ConfigureAwait(false);
        var isChat = HasMessages(body.Span);
        var facts = BodyParser.Parse(body.Span, isChat ? BodySchema.Chat : BodySchema.Completions, RoutingHeaders.Read(exchange.Http.Request.Headers));
        await requests.ServeAsync(exchange, isChat ? Operation.Chat : Operation.Completions, body, facts).ConfigureAwait(false);
    }

    /// <summary>Whether the chat form is meant. Says no for anything malformed: the parser says what is wrong with it.</summary>
    private static bool HasMessages(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 128 });
        var (messages, prompt) = (false, false);
        try
        {
            reader.Read();
            while (reader.TokenType != JsonTokenType.None && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                messages |= reader.ValueTextEquals("messages"u8);
                prompt |= reader.ValueTextEquals("prompt"u8);
                reader.Skip();
            }
        }
        catch (Exception invalid) when (invalid is JsonException or InvalidOperationException)
        {
            return false;
        }

        return messages && prompt
            ? throw new RefusalException(Refusal.Invalid(
                "conflicting_parameters", "'prompt' and 'messages' cannot be given together: send one of them.", "messages"))
            : messages;
    }
}
