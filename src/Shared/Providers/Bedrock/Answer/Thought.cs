using System.Text.Json;

namespace Tollgate.Providers.Bedrock.Answer;

/// <summary>A block of reasoning, which the model wants back unchanged with the next turn.</summary>
/// <param name="Text">What it thought; null if that is not told.</param>
/// <param name="Signature">Proves to the model that it thought so; null for none.</param>
/// <param name="Redacted">In base64, what it thought and does not tell; null for none.</param>
internal sealed record Thought(string? Text, string? Signature, string? Redacted)
{
    /// <summary>The member <c>thinking_blocks</c>, in Anthropic's form.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<Thought> thoughts)
    {
        json.WriteStartArray("thinking_blocks"u8);
        foreach (var thought in thoughts)
        {
            thought.Write(json);
        }

        json.WriteEndArray();
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (Redacted is not null)
        {
            json.WriteString("type"u8, "redacted_thinking"u8);
            json.WriteString("data"u8, Redacted);
        }
        else
        {
            json.WriteString("type"u8, "thinking"u8);
            json.WriteString("thinking"u8, Text);
            if (Signature is not null)
            {
                json.WriteString("signature"u8, Signature);
            }
        }

        json.WriteEndObject();
    }
}
