using System.Text;
using System.Text.Json;

namespace Tollgate.UpstreamSimulator.OpenAI.Chat;

/// <summary>One turn of the conversation, as far as an echo needs it.</summary>
internal sealed record ChatMessage(string Role, string Text, int Images, IReadOnlyList<string> ToolCallIds)
{
    private const int TokensPerMessage = 4;
    private const int TokensPerImage = 85;

    private static readonly string[] Roles = ["system", "assistant", "user", "function", "tool", "developer"];

    /// <summary>The call that a tool's message answers.</summary>
    public string? ToolCallId { get; init; }

    public int Tokens => TokensPerMessage + UpstreamSimulator.Tokens.Count(Text) + (Images * TokensPerImage);

    public static ChatMessage Read(JsonElement message, int index)
    {
        var path = $"messages[{index}]";
        if (message.ValueKind is not JsonValueKind.Object)
            throw RequestFields.WrongType(path, "an object", message);

        var fields = new RequestFields(message);
        var role = fields.OptionalText("role") ?? throw RequestFields.Missing($"{path}.role");
        if (!Roles.Contains(role))
        {
            throw RefusedException.Invalid(
                $"Invalid value: '{role}'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'.",
                $"{path}.role",
                "invalid_value");
        }

        var toolCalls = fields.Optional("tool_calls")?.EnumerateArray().Select(call => call.GetProperty("id").GetString()!).ToArray() ?? [];
        var (text, images) = ReadContent(fields.Optional("content"), $"{path}.content", mayBeAbsent: toolCalls.Length > 0);
        return new ChatMessage(role, text, images, toolCalls) { ToolCallId = fields.OptionalText("tool_call_id") };
    }

    private static (string Text, int Images) ReadContent(JsonElement? content, string path, bool mayBeAbsent)
    {
        switch (content)
        {
            case null when mayBeAbsent:
                return ("", 0);
            case null:
                throw RefusedException.Invalid($"Invalid value for 'content': expected a string, got null.", path, code: null);
            case { ValueKind: JsonValueKind.String } text:
                return (text.GetString()!, 0);
            case { ValueKind: JsonValueKind.Array } parts:
                return ReadParts(parts, path);
            default:
                throw RequestFields.WrongType(path, "one of a string or array of objects", content.Value);
        }
    }

    private static (string Text, int Images) ReadParts(JsonElement parts, string path)
    {
        var text = new StringBuilder();
        var images = 0;
        foreach (var (index, part) in parts.EnumerateArray().Index())
        {
            var fields = new RequestFields(part);
            switch (fields.OptionalText("type") ?? throw RequestFields.Missing($"{path}[{index}].type"))
            {
                case "text" or "refusal":
                    text.Append(fields.OptionalText("text"));
                    break;
                case "image_url":
                    RequireImageUrl(fields, $"{path}[{index}].image_url");
                    images++;
                    break;
                case "input_audio" or "file":
                    break;
                case var type:
                    throw RefusedException.Invalid(
                        $"Invalid value: '{type}'. Supported values are: 'text', 'image_url', 'input_audio', 'refusal', and 'file'.",
                        $"{path}[{index}].type",
                        "invalid_value");
            }
        }

        return (text.ToString(), images);
    }

    private static void RequireImageUrl(RequestFields part, string path)
    {
        var image = part.Optional("image_url") ?? throw RequestFields.Missing(path);
        if (image.ValueKind is not JsonValueKind.Object)
            throw RequestFields.WrongType(path, "an object", image);

        var url = new RequestFields(image).OptionalText("url") ?? throw RequestFields.Missing($"{path}.url");
        if (!url.StartsWith("data:image/", StringComparison.Ordinal) && !url.StartsWith("http", StringComparison.Ordinal))
            throw RefusedException.Invalid($"Invalid '{path}.url'. Expected a URL or base64-encoded data URL.", $"{path}.url", "invalid_value");
    }
}
