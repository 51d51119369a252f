using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tollgate.UpstreamSimulator.Anthropic;

/// <summary>A block of a message, as far as an echo needs it; <paramref name="Id"/> is that of the call or of the call answered.</summary>
internal sealed partial record ContentBlock(string Type, string Text, string? Id)
{
    private const int TokensPerPicture = 85;

    private static readonly string[] ImageTypes = ["image/jpeg", "image/png", "image/gif", "image/webp"];

    public int Tokens => UpstreamSimulator.Tokens.Count(Text) + (Type is "image" or "document" ? TokensPerPicture : 0);

    public static IReadOnlyList<ContentBlock> ReadAll(JsonElement blocks, string path) => blocks.ValueKind is JsonValueKind.Array
        ? [.. blocks.EnumerateArray().Select((block, index) => Read(block, $"{path}.{index}"))]
        : throw MessageFields.Invalid($"{path}: Input should be a valid string or list");

    private static ContentBlock Read(JsonElement block, string path)
    {
        var fields = MessageFields.Of(block, path);
        var type = fields.RequiredText("type");
        switch (type)
        {
            case "text":
                fields.Allow("type", "text", "cache_control", "citations");
                var text = fields.RequiredText("text");
                return string.IsNullOrWhiteSpace(text)
                    ? throw MessageFields.Invalid("messages: text content blocks must contain non-whitespace text")
                    : new(type, text, Id: null);
            case "image":
                fields.Allow("type", "source", "cache_control");
                CheckSource(fields.Object("source"), ImageTypes);
                return new(type, "", Id: null);
            case "document":
                fields.Allow("type", "source", "cache_control", "citations", "context", "title");
                CheckSource(fields.Object("source"), ["application/pdf"]);
                return new(type, "", Id: null);
            case "tool_use":
                fields.Allow("type", "id", "name", "input", "cache_control", "caller");
                _ = fields.RequiredText("name");
                _ = fields.Object("input");
                return new(type, "", IdOf(fields.RequiredText("id"), $"{path}.tool_use.id"));
            case "tool_result":
                fields.Allow("type", "tool_use_id", "content", "is_error", "cache_control");
                return new(type, ResultText(fields), IdOf(fields.RequiredText("tool_use_id"), $"{path}.tool_result.tool_use_id"));
            case "thinking":
                fields.Allow("type", "thinking", "signature");
                _ = fields.RequiredText("signature");
                return new(type, fields.RequiredText("thinking"), Id: null);
            case "redacted_thinking":
                fields.Allow("type", "data");
                _ = fields.RequiredText("data");
                return new(type, "", Id: null);
            default:
                throw MessageFields.Invalid($"{path}: Input tag '{type}' found using 'type' does not match any of the expected tags");
        }
    }

    private static string ResultText(MessageFields result) => result.Optional("content") switch
    {
        null => "",
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { } blocks => string.Concat(ReadAll(blocks, result.Path("content")).Select(block => block.Text)),
    };

    private static string IdOf(string id, string path) => IdPattern().IsMatch(id)
        ? id
        : throw MessageFields.Invalid($"{path}: String should match pattern '^[a-zA-Z0-9_-]+$'");

    private static void CheckSource(MessageFields source, string[] types)
    {
        switch (source.RequiredText("type"))
        {
            case "base64":
                source.Allow("type", "media_type", "data");
                if (!types.Contains(source.RequiredText("media_type")))
                    throw MessageFields.Invalid($"{source.Path("media_type")}: Input should be {string.Join(" or ", types)}");
                if (!source.Required("data").TryGetBytesFromBase64(out _))
                    throw MessageFields.Invalid($"{source.Path("data")}: invalid base64 data");
                break;
            case "url":
                source.Allow("type", "url");
                if (!source.RequiredText("url").StartsWith("https://", StringComparison.Ordinal))
                    throw MessageFields.Invalid("Only HTTPS URLs are supported.");
                break;
            case "text":
                source.Allow("type", "media_type", "data");
                _ = source.RequiredText("data");
                break;
            case "file":
                source.Allow("type", "file_id");
                _ = source.RequiredText("file_id");
                break;
            case var type:
                throw MessageFields.Invalid($"{source.Path("type")}: Input tag '{type}' does not match any of the expected tags");
        }
    }

    [GeneratedRegex("^[a-zA-Z0-9_-]+$")]
    private static partial Regex IdPattern();
}
