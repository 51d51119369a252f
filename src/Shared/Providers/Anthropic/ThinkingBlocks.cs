using System.Text.Json;
using Tollgate.Pipeline;
using Tollgate.Providers.Chat.Request;

namespace Tollgate.Providers.Anthropic;

/// <summary>
/// <c>thinking_blocks</c>: what a model thought, with the signatures by which it knows its own thoughts again. A client that sends
/// them back with the assistant's message keeps the model's train of thought across tool calls.
/// </summary>
internal static class ThinkingBlocks
{
    public const string Member = "thinking_blocks";

    public static bool IsIn(ChatMessage message) => Of(message) is { ValueKind: JsonValueKind.Array } blocks && blocks.GetArrayLength() > 0;

    /// <summary>Writes those that a message has, as the model gave them.</summary>
    /// <exception cref="RefusalException">They are none of a model's.</exception>
    public static void Pass(Utf8JsonWriter json, ChatMessage message)
    {
        if (Of(message) is not { } blocks)
        {
            return;
        }

        var path = $"{message.Path}.{Member}";
        foreach (var block in blocks.ValueKind == JsonValueKind.Array ? blocks.EnumerateArray() : throw Unexpected(path))
        {
            if (!IsBlock(block))
            {
                throw Unexpected(path);
            }

            block.WriteTo(json);
        }
    }

    private static JsonElement? Of(ChatMessage message) =>
        message.Source.TryGetProperty(Member, out var blocks) && blocks.ValueKind != JsonValueKind.Null ? blocks : null;

    private static bool IsBlock(JsonElement block) =>
        block.ValueKind == JsonValueKind.Object
        && block.TryGetProperty("type"u8, out var type)
        && type.ValueKind == JsonValueKind.String
        && (type.ValueEquals("thinking"u8) || type.ValueEquals("redacted_thinking"u8));

    private static RefusalException Unexpected(string path) => MemberReader.Unexpected(path, "the thinking_blocks of an earlier answer, unchanged");
}
