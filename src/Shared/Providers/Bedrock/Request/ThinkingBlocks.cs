using System.Text.Json;

namespace Tollgate.Providers.Bedrock.Request;

/// <summary>
/// Reads <c>thinking_blocks</c> of an assistant message, in Anthropic's form as the gateway gave them, back into Converse's
/// reasoning: a model that thought before it called a tool wants its signed thoughts returned with the result.
/// </summary>
internal static class ThinkingBlocks
{
    public static void WriteBack(Utf8JsonWriter json, JsonElement message)
    {
        if (!message.TryGetProperty("thinking_blocks", out var blocks) || blocks.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        foreach (var block in blocks.EnumerateArray().Where(block => block.ValueKind == JsonValueKind.Object))
        {
            if (TextOf(block, "data") is { } data)
            {
                Write(json, data, static (json, data) => json.WriteString("redactedContent"u8, data));
            }
            else if (TextOf(block, "thinking") is { } text)
            {
                Write(json, (text, signature: TextOf(block, "signature")), static (json, thought) =>
                {
                    json.WriteStartObject("reasoningText"u8);
                    json.WriteString("text"u8, thought.text);
                    if (thought.signature is not null)
                    {
                        json.WriteString("signature"u8, thought.signature);
                    }

                    json.WriteEndObject();
                });
            }
        }
    }

    private static void Write<TState>(Utf8JsonWriter json, TState state, Action<Utf8JsonWriter, TState> members)
    {
        json.WriteStartObject();
        json.WriteStartObject("reasoningContent"u8);
        members(json, state);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string? TextOf(JsonElement block, string member) =>
        block.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
