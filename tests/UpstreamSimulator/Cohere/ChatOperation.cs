using System.Text.Json.Nodes;

namespace Tollgate.UpstreamSimulator.Cohere;

/// <summary><c>POST /v2/chat</c>.</summary>
internal static class ChatOperation
{
    public static Reply Answer(CohereCall call)
    {
        if (!call.Model.StartsWith("command", StringComparison.Ordinal))
            throw CohereErrors.Refuse(400, $"model '{call.Model}' is not supported by this API");
        var request = ChatRequest.Read(call);
        var answer = ChatAnswer.To(request, call);
        return request.Stream ? new ChatStream(answer, call.Shape).Write() : Whole(answer);
    }

    private static Reply Whole(ChatAnswer answer)
    {
        var body = new JsonObject
        {
            ["id"] = answer.Id,
            ["message"] = Message(answer),
            ["finish_reason"] = answer.FinishReason,
            ["usage"] = answer.UsageJson(),
        };
        if (answer.Request.Logprobs)
            body["logprobs"] = new JsonArray([.. answer.Content.Select(ChatStream.Logprob)]);
        return new Reply { Billed = answer.Prompt + new BilledUsage(0, CompletionTokens: answer.OutputTokens), Body = WireJson.Bytes(body) };
    }

    private static JsonObject Message(ChatAnswer answer)
    {
        var message = new JsonObject { ["role"] = "assistant" };
        var content = new JsonArray();
        if (answer.Thinking.Count > 0)
            content.Add(new JsonObject { ["type"] = "thinking", ["thinking"] = string.Concat(answer.Thinking) });
        if (answer.Calls.Count == 0)
            content.Add(new JsonObject { ["type"] = "text", ["text"] = string.Concat(answer.Content) });
        if (content.Count > 0)
            message["content"] = content;
        if (answer.Calls.Count > 0)
        {
            message["tool_plan"] = string.Concat(answer.Plan);
            message["tool_calls"] = new JsonArray([.. answer.Calls.Select(call => ChatStream.Call(call.Id, call.Name, string.Concat(call.Arguments)))]);
        }

        if (answer.Request.Documents.Count > 0)
            message["citations"] = new JsonArray([.. answer.Citations]);
        return message;
    }
}
