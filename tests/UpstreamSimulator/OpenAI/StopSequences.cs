using System.Text.Json;

namespace Tollgate.UpstreamSimulator.OpenAI;

/// <summary><c>stop</c>: up to four texts that end an answer and do not appear in it.</summary>
internal static class StopSequences
{
    private const int MaxCount = 4;

    public static IReadOnlyList<string> Read(RequestFields body)
    {
        string[] stops = body.Optional("stop") switch
        {
            null => [],
            { ValueKind: JsonValueKind.String } stop => [stop.GetString()!],
            { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(stop => stop.GetString()!)],
            { } other => throw RequestFields.WrongType("stop", "one of a string or array of strings", other),
        };
        return stops.Length <= MaxCount
            ? stops
            : throw RefusedException.Invalid(
                $"Invalid 'stop': array too long. Expected an array with maximum length {MaxCount}, but got an array with length {stops.Length} instead.",
                "stop",
                "array_above_max_length");
    }

    /// <summary>The tokens before the first stop sequence; all of them without one.</summary>
    public static List<string> Apply(List<string> tokens, IReadOnlyList<string> stops)
    {
        if (stops.Count == 0)
            return tokens;
        var text = string.Concat(tokens);
        var end = stops.Select(stop => text.IndexOf(stop, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(text.Length).Min();
        return end == text.Length ? tokens : Tokens.Split(text[..end]);
    }
}
