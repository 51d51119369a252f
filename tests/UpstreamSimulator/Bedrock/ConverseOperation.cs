using System.Text.Json.Nodes;

namespace Tollgate.UpstreamSimulator.Bedrock;

/// <summary><c>POST /model/{id}/converse</c> and <c>/converse-stream</c>.</summary>
internal static class ConverseOperation
{
    public static Reply Answer(BedrockCall call)
    {
        if (call.Model.Contains("embed", StringComparison.Ordinal))
            throw BedrockErrors.Invalid("The model is not supported for this request.");

        var answer = ConverseAnswer.To(ConverseRequest.Read(call), call);
        return call.Streams ? new ConverseStream(answer, call).Write() : Whole(answer);
    }

    private static Reply Whole(ConverseAnswer answer)
    {
        var content = new JsonArray();
        if (answer.Thought.Count > 0)
            content.Add(Thought.Block(string.Concat(answer.Thought)));
        if (answer.Text.Count > 0)
            content.Add(new JsonObject { ["text"] = string.Concat(answer.Text) });
        foreach (var (id, name, input) in answer.Calls)
        {
            var json = input.Count == 0 ? "{}" : string.Concat(input);
            content.Add(new JsonObject { ["toolUse"] = new JsonObject { ["toolUseId"] = id, ["name"] = name, ["input"] = JsonNode.Parse(json) } });
        }

        return new Reply
        {
            Billed = answer.Usage,
            Body = WireJson.Bytes(new JsonObject
            {
                ["metrics"] = new JsonObject { ["latencyMs"] = 12 },
                ["output"] = new JsonObject { ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = content } },
                ["stopReason"] = answer.StopReason,
                ["usage"] = answer.WriteUsage(),
            }),
        };
    }
}
