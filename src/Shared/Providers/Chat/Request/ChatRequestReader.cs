using System.Text.Json;
using Tollgate.Pipeline;

namespace Tollgate.Providers.Chat.Request;

/// <summary>
/// Reads a chat request for a translator, whole: the door has only looked at what every provider needs, and a relay leaves the
/// rest to the upstream. Whoever translates has to understand all of it, and says which member it cannot.
/// </summary>
internal static class ChatRequestReader
{
    private const int MostStops = 64;

    /// <param name="body">The body's document, which must outlive the request's use.</param>
    /// <param name="attempt">At the request whose body it is.</param>
    /// <exception cref="RefusalException">It is no valid chat request; the refusal names the member.</exception>
    public static ChatRequest Read(JsonElement body, Attempt attempt)
    {
        var request = attempt.Request;
        var members = new MemberReader(body);
        foreach (var dropped in attempt.Dropped)
        {
            members.Take(dropped);
        }

        var tools = ToolReader.Read(members);
        var messages = MessageListReader.Read(members, request.Body);
        var chat = new ChatRequest
        {
            Messages = messages,
            Tools = tools,
            ToolChoice = ToolReader.ReadChoice(members, tools),
            ParallelToolCalls = members.Bool("parallel_tool_calls"),
            ResponseFormat = ResponseFormatReader.Read(members),
            MaxTokens = Least(members.Integer("max_tokens"), members.Integer("max_completion_tokens"), attempt.OutputBound),
            Temperature = members.Number("temperature"),
            TopP = members.Number("top_p"),
            TopK = members.Integer("top_k"),
            PresencePenalty = members.Number("presence_penalty"),
            FrequencyPenalty = members.Number("frequency_penalty"),
            N = members.Integer("n") ?? 1,
            Seed = members.Integer("seed"),
            Stop = ReadStop(members),
            Logprobs = members.Bool("logprobs") ?? false,
            TopLogprobs = members.Integer("top_logprobs"),
            ReasoningEffort = members.Text("reasoning_effort"),
            User = members.Text("user") ?? members.Text("user_id"),
            Stream = request.Facts.Stream,
            Others = members.Rest(["model", "stream", "stream_options", .. request.Facts.OwnMembers]),
        };
        return chat;
    }

    private static long? Least(long? first, long? second, long? third)
    {
        var least = Math.Min(Math.Min(first ?? long.MaxValue, second ?? long.MaxValue), third ?? long.MaxValue);
        return least == long.MaxValue ? null : least;
    }

    private static string[] ReadStop(MemberReader members)
    {
        if (members.Take("stop") is not { } stop)
        {
            return [];
        }

        var sequences = stop.ValueKind == JsonValueKind.Array ? stop.EnumerateArray().ToArray() : [stop];
        if (sequences.Length > MostStops || sequences.Any(sequence => sequence.ValueKind != JsonValueKind.String))
        {
            throw MemberReader.Unexpected("stop", $"a string, or up to {MostStops} strings");
        }

        return [.. sequences.Select(sequence => sequence.GetString()!)];
    }
}
