using System.Text.Json;

namespace Tollgate.Providers.Gemini;

/// <summary>
/// What a thinking model wants back unchanged with its next turn. It travels as <c>extra_content.google.thought_signature</c> of a
/// tool call or of a message, where Google's own OpenAI endpoint has it.
/// </summary>
internal static class ThoughtSignature
{
    /// <summary>In place of one that the model did not make: it goes on without its earlier thoughts.</summary>
    public const string Missing = "skip_thought_signature_validator";

    /// <summary>Null: none.</summary>
    public static string? Find(JsonElement source) =>
        Member(Member(Member(source, "extra_content"), "google"), "thought_signature") is { ValueKind: JsonValueKind.String } signature
            ? signature.GetString()
            : null;

    public static void Write(Utf8JsonWriter json, string signature)
    {
        json.WriteStartObject("extra_content"u8);
        json.WriteStartObject("google"u8);
        json.WriteString("thought_signature"u8, signature);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static JsonElement? Member(JsonElement? source, string name) =>
        source is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var value) ? value : null;
}
