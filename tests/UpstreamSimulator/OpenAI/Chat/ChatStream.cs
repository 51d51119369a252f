using System.Text.Json.Nodes;

namespace Tollgate.UpstreamSimulator.OpenAI.Chat;

/// <summary>Writes an answer as OpenAI streams it: the choices in turns, a finish reason each, usage when asked, <c>[DONE]</c>.</summary>
internal sealed class ChatStream(ChatRequest request, OpenAICall call, ChatAnswer answer)
{
    private readonly ChunkWriter _chunks = new(call, request.Stream, $"chatcmpl-{call.Fingerprint}", "chat.completion.chunk");

    public Reply Write() => new()
    {
        ContentType = "text/event-stream; charset=utf-8",
        Billed = answer.Prompt,
        Events =
        [
            .. call.Dialect.Preamble(),
            .. answer.Choices.Select(Opening),
            .. InTurns(answer.Choices.Select(choice => Pieces(choice).ToArray())),
            .. answer.Choices.Select(choice => Finish(choice, isLast: choice == answer.Choices[^1])),
            .. _chunks.Usage(answer.Usage),
            ChunkWriter.Done,
        ],
    };

    private static IEnumerable<StreamEvent> InTurns(IEnumerable<StreamEvent[]> streams)
    {
        var all = streams.ToArray();
        for (var turn = 0; turn < all.Max(stream => stream.Length); turn++)
        {
            foreach (var stream in all.Where(stream => turn < stream.Length))
                yield return stream[turn];
        }
    }

    private StreamEvent Opening(ChatChoice choice)
    {
        var delta = new JsonObject
        {
            ["role"] = "assistant",
            ["content"] = choice.ToolCalls.Count > 0 ? null : "",
            ["refusal"] = null,
        };
        var thought = new BilledUsage(0, CompletionTokens: choice.ReasoningTokens, ReasoningTokens: choice.ReasoningTokens);
        return Chunk(StreamEventKind.Opening, choice, delta, thought);
    }

    private IEnumerable<StreamEvent> Pieces(ChatChoice choice)
    {
        foreach (var tokens in choice.Content.Chunk(call.Shape.TokensPerChunk))
            yield return Chunk(StreamEventKind.Content, choice, new() { ["content"] = string.Concat(tokens) }, Generated(tokens.Length), tokens);

        foreach (var (index, toolCall) in choice.ToolCalls.Index())
        {
            var opening = toolCall.Within(0).Write();
            opening.Insert(0, "index", index);
            yield return Chunk(StreamEventKind.Content, choice, ToolDelta(opening), Generated(toolCall.NameTokens));

            foreach (var argument in toolCall.Arguments)
            {
                var delta = new JsonObject { ["index"] = index, ["function"] = new JsonObject { ["arguments"] = argument } };
                yield return Chunk(StreamEventKind.Content, choice, ToolDelta(delta), Generated(1));
            }
        }
    }

    private StreamEvent Finish(ChatChoice choice, bool isLast) =>
        Chunk(StreamEventKind.Finish, choice, [], default, finishReason: choice.FinishReason, finished: isLast ? answer.Usage : null);

    private StreamEvent Chunk(
        StreamEventKind kind,
        ChatChoice choice,
        JsonObject delta,
        BilledUsage billed,
        string[]? tokens = null,
        string? finishReason = null,
        BilledUsage? finished = null) =>
        _chunks.Chunk(
            kind,
            new JsonObject
            {
                ["index"] = choice.Index,
                ["delta"] = delta,
                ["logprobs"] = tokens is null ? null : LogprobsJson.Write(tokens, request.TopLogprobs),
                ["finish_reason"] = finishReason,
            },
            billed,
            finished);

    private static JsonObject ToolDelta(JsonObject call) => new() { ["tool_calls"] = new JsonArray(call) };

    private static BilledUsage Generated(int tokens) => new(0, CompletionTokens: tokens);
}
