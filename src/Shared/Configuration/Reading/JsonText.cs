using System.Text;
using System.Text.Json;

namespace Tollgate.Configuration.Reading;

/// <summary>JSON with comments and trailing commas.</summary>
internal static class JsonText
{
    private static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <exception cref="ConfigurationSyntaxException">The text is not JSON.</exception>
    public static JsonElement Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            RefuseBrokenSurrogates(document.RootElement);
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            // The exception's own message can quote the text, so only its position is used.
            throw Describe(text, exception.LineNumber ?? 0, exception.BytePositionInLine ?? 0);
        }
        catch (InvalidOperationException)
        {
            throw new ConfigurationSyntaxException("has a string with half a surrogate pair (\\uD800 to \\uDFFF)", 1, 1);
        }
    }

    private static ConfigurationSyntaxException Describe(string text, long lineIndex, long byteInLine)
    {
        var line = text.Split('\n').ElementAtOrDefault((int)lineIndex)?.TrimEnd('\r') ?? "";
        var before = Encoding.UTF8.GetBytes(line).AsSpan();
        var column = Encoding.UTF8.GetCharCount(before[..(int)Math.Min(byteInLine, before.Length)]);
        var unexpected = column < line.Length ? $"unexpected '{line[column]}'" : "unexpected end of line";
        return new ConfigurationSyntaxException($"is not valid JSON: {unexpected}", lineIndex + 1, column + 1);
    }

    /// <summary>Decodes every name and string once, because <see cref="JsonDocument"/> itself puts that off to the first use.</summary>
    private static void RefuseBrokenSurrogates(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    RefuseBrokenSurrogates(item);
                }

                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    _ = member.Name;
                    RefuseBrokenSurrogates(member.Value);
                }

                break;
            default:
                break;
        }
    }
}
