using System.Text.Json.Nodes;

namespace Tollgate.UpstreamSimulator.OpenAI.Chat;

/// <summary><c>POST /v1/chat/completions</c>.</summary>
internal sealed class ChatOperation : IOpenAIOperation
{
    public Reply Answer(OpenAICall call)
    {
        if (call.Model.Kind is ModelKind.Embedding or ModelKind.Instruct)
        {
            throw new RefusedException(new UpstreamError(
                404,
                "invalid_request_error",
                null,
                "This is not a chat model and thus not supported in the v1/chat/completions endpoint. Did you mean to use v1/completions?",
                "model"));
        }

        var request = ChatRequest.Read(call);
        var answer = ChatAnswer.To(request, call);
        return request.Stream.IsStream ? new ChatStream(request, call, answer).Write() : Whole(request, call, answer);
    }

    private static Reply Whole(ChatRequest request, OpenAICall call, ChatAnswer answer) => new()
    {
        Billed = answer.Usage,
        Body = WireJson.Bytes(call.Dialect.Decorate(new JsonObject
        {
            ["id"] = $"chatcmpl-{call.Fingerprint}",
            ["object"] = "chat.completion",
            ["created"] = call.Created,
            ["model"] = call.Model.Snapshot,
            ["choices"] = new JsonArray([.. answer.Choices.Select(choice => Choice(choice, request.TopLogprobs))]),
            ["usage"] = UsageJson.Write(answer.Usage),
            ["service_tier"] = "default",
            ["system_fingerprint"] = "fp_simulator",
        })),
    };

    private static JsonObject Choice(ChatChoice choice, int? topLogprobs)
    {
        var isCall = choice.ToolCalls.Count > 0;
        var message = new JsonObject
        {
            ["role"] = "assistant",
            ["content"] = isCall ? null : string.Concat(choice.Content),
            ["refusal"] = null,
            ["annotations"] = new JsonArray(),
        };
        if (isCall)
            message["tool_calls"] = new JsonArray([.. choice.ToolCalls.Select(call => call.Write())]);

        return new JsonObject
        {
            ["index"] = choice.Index,
            ["message"] = message,
            ["logprobs"] = isCall ? null : LogprobsJson.Write(choice.Content, topLogprobs),
            ["finish_reason"] = choice.FinishReason,
        };
    }
}
