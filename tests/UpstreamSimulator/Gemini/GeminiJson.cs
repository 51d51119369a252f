using System.Text.Json;

namespace Tollgate.UpstreamSimulator.Gemini;

/// <summary>Reads a request as Google's JSON-to-protobuf layer does: what a message does not have is an error.</summary>
internal static class GeminiJson
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    public static JsonElement Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            var root = JsonElement.Parse(body.Span, Deep);
            return root.ValueKind is JsonValueKind.Object ? root : throw new GeminiRefusedException(GeminiError.Invalid("Invalid value (oneof), Root element must be a message."));
        }
        catch (JsonException)
        {
            throw new GeminiRefusedException(GeminiError.Invalid("Invalid JSON payload received. Unexpected token."));
        }
    }

    /// <exception cref="GeminiRefusedException">It has another member.</exception>
    public static void RequireOnly(this JsonElement message, string path, params ReadOnlySpan<string> names)
    {
        foreach (var member in message.EnumerateObject())
        {
            if (!names.Contains(member.Name))
            {
                var at = path.Length == 0 ? "" : $" at '{path}'";
                throw new GeminiRefusedException(GeminiError.Invalid($"Invalid JSON payload received. Unknown name \"{member.Name}\"{at}: Cannot find field."));
            }
        }
    }

    public static JsonElement? Find(this JsonElement message, string name) =>
        message.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;

    public static string? FindText(this JsonElement message, string name) => message.Find(name)?.GetString();

    public static JsonElement.ArrayEnumerator List(this JsonElement message, string name) => message.Find(name)?.EnumerateArray() ?? default;
}
