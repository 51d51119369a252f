using System.Text.Json;

namespace Tollgate.Providers.Demo;

/// <summary>What the demo understands of a chat request.</summary>
internal sealed record DemoRequest
{
    /// <summary>Text of the last message.</summary>
    public required string Text { get; init; }

    /// <summary>The last message carries a tool's result.</summary>
    public bool IsToolResult { get; init; }

    public required IReadOnlyList<DemoTool> Tools { get; init; }

    /// <summary>Schema of a structured answer; undefined when none is wanted.</summary>
    public JsonElement AnswerSchema { get; init; }

    public bool WantsJson { get; init; }

    public int Choices { get; init; } = 1;

    /// <summary>The answer ends before the first of these.</summary>
    public required IReadOnlyList<string> Stop { get; init; }

    public int MaxTokens { get; init; } = int.MaxValue;

    /// <param name="body">The client's.</param>
    /// <param name="dropped">Its members that are to be overlooked.</param>
    public static DemoRequest Parse(JsonElement body, IReadOnlyList<string> dropped)
    {
        var last = body.GetProperty("messages").EnumerateArray().Last();
        var isToolResult = last.GetProperty("role").ValueEquals("tool");
        var format = !dropped.Contains("response_format") && body.TryGetProperty("response_format", out var wanted) && wanted.ValueKind == JsonValueKind.Object ? wanted : default;
        var type = format.ValueKind == JsonValueKind.Object && format.TryGetProperty("type", out var kind) && kind.ValueKind == JsonValueKind.String ? kind.GetString() : null;
        return new DemoRequest
        {
            Text = TextOf(last),
            IsToolResult = isToolResult,
            Tools = isToolResult || dropped.Contains("tools") ? [] : DemoTool.Chosen(body, TextOf(last)),
            WantsJson = type is "json_object" or "json_schema",
            AnswerSchema = type == "json_schema" && format.TryGetProperty("json_schema", out var named)
                && named.ValueKind == JsonValueKind.Object && named.TryGetProperty("schema", out var schema) ? schema : default,
            Stop = StopOf(body),
            Choices = Math.Min(IntegerOf(body, "n") ?? 1, 8),
            MaxTokens = IntegerOf(body, "max_completion_tokens") ?? IntegerOf(body, "max_tokens") ?? int.MaxValue,
        };
    }

    /// <summary>The same with answers bounded by more than what was asked.</summary>
    public DemoRequest Within(long? outputBound) => this with { MaxTokens = (int)Math.Min(MaxTokens, outputBound ?? MaxTokens) };

    private static string[] StopOf(JsonElement body) => !body.TryGetProperty("stop", out var stop) ? [] : stop.ValueKind switch
    {
        JsonValueKind.String => [stop.GetString()!],
        JsonValueKind.Array => [.. stop.EnumerateArray().Where(entry => entry.ValueKind == JsonValueKind.String).Select(entry => entry.GetString()!)],
        _ => [],
    };

    private static string TextOf(JsonElement message)
    {
        if (!message.TryGetProperty("content", out var content))
        {
            return "";
        }

        return content.ValueKind switch
        {
            JsonValueKind.String => content.GetString()!,
            JsonValueKind.Array => string.Join(' ', content.EnumerateArray().Select(PartText)),
            _ => "",
        };
    }

    private static string PartText(JsonElement part)
    {
        if (part.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String)
        {
            return text.GetString()!;
        }

        return part.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? $"[{type.GetString()}]" : "";
    }

    private static int? IntegerOf(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? (int)Math.Clamp(number, 1, int.MaxValue)
            : null;
}
