using System.Text.Json;
using Tollgate.Providers.Chat.Answer;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.Cohere;

/// <summary>
/// Reads a whole answer of Cohere's. The plan that precedes tool calls is what the model says before it calls: text beside the
/// calls, as OpenAI's models have it.
/// </summary>
internal static class CohereAnswer
{
    /// <exception cref="UpstreamException">It is an error.</exception>
    public static ChatAnswer Read(JsonElement root, string provider)
    {
        if (!root.TryGetProperty("message", out var message) || message.ValueKind == JsonValueKind.String)
        {
            throw UpstreamErrors.InBand(500, CohereErrors.Of(CohereErrors.Message(root), 500), provider);
        }

        var usage = CohereUsage.Read(root, "usage");
        var reason = root.GetProperty("finish_reason").GetString();
        return new ChatAnswer
        {
            Id = root.TryGetProperty("id", out var id) ? id.GetString() : null,
            Usage = usage,
            Choices =
            [
                new ChatChoice
                {
                    Content = Texts(message, "text") is { } text ? Plan(message) + text : Plan(message),
                    Reasoning = Texts(message, "thinking"),
                    ToolCalls = [.. List(message, "tool_calls").Select(ReadCall)],
                    FinishReason = CohereFinishReason.Translate(reason, told: null, usage, provider),
                    Logprobs = root.TryGetProperty("logprobs", out var logprobs) ? CohereLogprobs.Translate(logprobs) : default,
                    Extras = List(message, "citations").ToArray() is { Length: > 0 } citations ? json => CohereCitations.Write(json, citations) : null,
                },
            ],
        };
    }

    private static AnsweredCall ReadCall(JsonElement call)
    {
        var function = call.GetProperty("function");
        return new AnsweredCall(
            call.GetProperty("id").GetString()!,
            function.GetProperty("name").GetString()!,
            function.TryGetProperty("arguments", out var arguments) ? arguments.GetString() ?? "" : "");
    }

    private static string? Plan(JsonElement message) =>
        message.TryGetProperty("tool_plan", out var plan) && plan.ValueKind != JsonValueKind.Null ? plan.GetString() : null;

    /// <summary>All blocks of a kind, one after the other; null if there is none.</summary>
    private static string? Texts(JsonElement message, string kind)
    {
        var texts = List(message, "content")
            .Where(block => block.GetProperty("type").ValueEquals(kind))
            .Select(block => block.GetProperty(kind).GetString())
            .ToArray();
        return texts.Length == 0 ? null : string.Concat(texts);
    }

    private static JsonElement.ArrayEnumerator List(JsonElement owner, string member) =>
        owner.TryGetProperty(member, out var list) && list.ValueKind != JsonValueKind.Null ? list.EnumerateArray() : default;
}
