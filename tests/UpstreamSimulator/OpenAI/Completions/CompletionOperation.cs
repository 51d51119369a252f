using System.Text.Json.Nodes;

namespace Tollgate.UpstreamSimulator.OpenAI.Completions;

/// <summary><c>POST /v1/completions</c>, the shape from before chat.</summary>
internal sealed class CompletionOperation : IOpenAIOperation
{
    public Reply Answer(OpenAICall call)
    {
        if (call.Model.Kind is ModelKind.Embedding)
            throw RefusedException.Invalid("This model is only supported in v1/embeddings.", "model", code: null);

        var request = CompletionRequest.Read(call);
        var choices = Enumerable.Range(0, request.Prompts.Count * request.Choices)
            .Select(index => CompletionChoice.To(request, call.Shape, index))
            .ToArray();
        var promptTokens = request.Prompts.Sum(prompt => prompt.Tokens);
        var prompt = new BilledUsage(promptTokens, PromptCache.CachedTokens(promptTokens, call.Shape));
        var usage = prompt + new BilledUsage(0, CompletionTokens: choices.Sum(choice => choice.Tokens.Count));
        return request.Stream.IsStream ? Stream(request, call, choices, prompt, usage) : Whole(request, call, choices, usage);
    }

    private static Reply Whole(CompletionRequest request, OpenAICall call, CompletionChoice[] choices, BilledUsage usage) => new()
    {
        Billed = usage,
        Body = WireJson.Bytes(call.Dialect.Decorate(new JsonObject
        {
            ["id"] = Id(call),
            ["object"] = "text_completion",
            ["created"] = call.Created,
            ["model"] = call.Model.Snapshot,
            ["choices"] = new JsonArray([.. choices.Select(choice =>
                Choice(request, choice, choice.Echoed, choice.Tokens, choice.FinishReason))]),
            ["usage"] = UsageJson.Write(usage),
        })),
    };

    private static Reply Stream(
        CompletionRequest request, OpenAICall call, CompletionChoice[] choices, BilledUsage prompt, BilledUsage usage)
    {
        var chunks = new ChunkWriter(call, request.Stream, Id(call), "text_completion");
        return new Reply
        {
            ContentType = "text/event-stream; charset=utf-8",
            Billed = prompt,
            Events =
            [
                .. call.Dialect.Preamble(),
                .. choices.SelectMany(choice => choice.Tokens.Chunk(call.Shape.TokensPerChunk).Select((tokens, position) => chunks.Chunk(
                    StreamEventKind.Content,
                    Choice(request, choice, position == 0 ? choice.Echoed : "", tokens, finishReason: null),
                    new BilledUsage(0, CompletionTokens: tokens.Length)))),
                .. choices.Select(choice => chunks.Chunk(
                    StreamEventKind.Finish, Choice(request, choice, "", [], choice.FinishReason))),
                .. chunks.Usage(usage),
                ChunkWriter.Done,
            ],
        };
    }

    private static JsonObject Choice(
        CompletionRequest request, CompletionChoice choice, string echoed, IReadOnlyList<string> tokens, string? finishReason) => new()
        {
            ["text"] = echoed + string.Concat(tokens),
            ["index"] = choice.Index,
            ["logprobs"] = request.Logprobs is null ? null : Logprobs(tokens, request.Logprobs.Value),
            ["finish_reason"] = finishReason,
        };

    private static JsonObject Logprobs(IReadOnlyList<string> tokens, int alternatives)
    {
        var offset = 0;
        return new JsonObject
        {
            ["tokens"] = new JsonArray([.. tokens.Select(token => JsonValue.Create(token))]),
            ["token_logprobs"] = new JsonArray([.. tokens.Select(_ => JsonValue.Create(-0.125))]),
            ["top_logprobs"] = new JsonArray([.. tokens.Select(token => new JsonObject(
                Enumerable.Range(0, alternatives).Select(rank => KeyValuePair.Create<string, JsonNode?>(rank == 0 ? token : $"{token}{rank}", -0.125 * (rank + 1)))))]),
            ["text_offset"] = new JsonArray([.. tokens.Select(token => JsonValue.Create((offset += token.Length) - token.Length))]),
        };
    }

    private static string Id(OpenAICall call) => $"cmpl-{call.Fingerprint}";
}
