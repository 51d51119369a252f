using System.Text;
using System.Text.Json;

namespace Tollgate.UpstreamSimulator.Cohere;

/// <summary>One turn of the conversation, as far as an echo needs it.</summary>
internal sealed record ChatMessage(string Role, string Text, int Images, IReadOnlyList<string> Calls)
{
    private const int TokensPerMessage = 2;
    private const int TokensPerImage = 256;

    /// <summary>The call that a tool's message answers.</summary>
    public string? ToolCallId { get; private init; }

    public int BilledTokens => TokensPerMessage + Tokens.Count(Text) + (Images * TokensPerImage);

    public static ChatMessage Read(JsonElement message)
    {
        var fields = new CohereBody(message);
        var role = fields.RequiredText("role");
        _ = role switch
        {
            "system" or "user" => fields.Knowing("role", "content"),
            "assistant" => fields.Knowing("role", "content", "tool_plan", "tool_calls", "citations"),
            "tool" => fields.Knowing("role", "content", "tool_call_id"),
            _ => throw CohereBody.Invalid($"unknown role '{role}'"),
        };
        var calls = fields.Optional("tool_calls")?.EnumerateArray().Select(ReadCall).ToArray() ?? [];
        var (text, images) = ReadContent(fields, role, mayBeAbsent: calls.Length > 0);
        return new ChatMessage(role, text + fields.Text("tool_plan"), images, calls)
        {
            ToolCallId = role is "tool" ? fields.RequiredText("tool_call_id") : null,
        };
    }

    private static string ReadCall(JsonElement call)
    {
        var fields = new CohereBody(call).Knowing("id", "type", "function");
        var function = new CohereBody(fields.Required("function")).Knowing("name", "arguments");
        function.RequiredText("name");
        using var arguments = JsonDocument.Parse(function.RequiredText("arguments"));
        return fields.RequiredText("id");
    }

    private static (string Text, int Images) ReadContent(CohereBody message, string role, bool mayBeAbsent)
    {
        switch (message.Optional("content"))
        {
            case null when mayBeAbsent:
                return ("", 0);
            case { ValueKind: JsonValueKind.String } text:
                return (text.GetString()!, 0);
            case { ValueKind: JsonValueKind.Array } blocks:
                return ReadBlocks(blocks, role);
            default:
                throw CohereBody.Invalid("all elements in messages must have content");
        }
    }

    private static (string Text, int Images) ReadBlocks(JsonElement blocks, string role)
    {
        var text = new StringBuilder();
        var images = 0;
        foreach (var block in blocks.EnumerateArray())
        {
            var fields = new CohereBody(block);
            switch (fields.RequiredText("type"))
            {
                case "text":
                    text.Append(fields.Knowing("type", "text").RequiredText("text"));
                    break;
                case "image_url" when role is "user":
                    var url = new CohereBody(fields.Knowing("type", "image_url").Required("image_url")).Knowing("url", "detail").RequiredText("url");
                    images += url.StartsWith("data:image/", StringComparison.Ordinal) || url.StartsWith("https://", StringComparison.Ordinal)
                        ? 1
                        : throw CohereBody.Invalid("image url must be a data URI or a web URL");
                    break;
                case "thinking" when role is "assistant":
                    fields.Knowing("type", "thinking").RequiredText("thinking");
                    break;
                case "document" when role is "tool":
                    text.Append(fields.Required("document").GetRawText());
                    break;
                case var type:
                    throw CohereBody.Invalid($"content of type '{type}' is not supported in a message of role '{role}'");
            }
        }

        return (text.ToString(), images);
    }
}
