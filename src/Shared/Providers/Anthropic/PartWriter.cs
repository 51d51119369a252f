using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Tollgate.Pipeline;
using Tollgate.Providers.Chat.Request;

namespace Tollgate.Providers.Anthropic;

/// <summary>Writes the parts of a message as content blocks, with the vendor's own <c>cache_control</c> and <c>citations</c> kept.</summary>
internal static class PartWriter
{
    public static bool IsSaid(ContentPart part) => part is not TextPart { Text: var text } || !string.IsNullOrWhiteSpace(text);

    /// <param name="json">In an array.</param>
    /// <param name="message">A <c>cache_control</c> of its own goes to its last part.</param>
    /// <param name="drop">Notes what cannot be done.</param>
    /// <exception cref="RefusalException">A part is of a kind that the API does not know.</exception>
    public static void WriteAll(Utf8JsonWriter json, ChatMessage message, Action<string> drop)
    {
        var parts = message.Content.Where(IsSaid).ToList();
        for (var index = 0; index < parts.Count; index++)
        {
            var part = parts[index];
            json.WriteStartObject();
            Write(json, part, drop);
            if (part.Member("cache_control") is not null)
            {
                WriteCacheControl(json, part.Source);
            }
            else if (index == parts.Count - 1)
            {
                WriteCacheControl(json, message.Source);
            }

            json.WriteEndObject();
        }
    }

    public static void WriteCacheControl(Utf8JsonWriter json, JsonElement source)
    {
        if (source.ValueKind == JsonValueKind.Object && source.TryGetProperty("cache_control"u8, out var control) && control.ValueKind != JsonValueKind.Null)
        {
            json.WritePropertyName("cache_control"u8);
            control.WriteTo(json);
        }
    }

    private static void Write(Utf8JsonWriter json, ContentPart part, Action<string> drop)
    {
        switch (part)
        {
            case TextPart text:
                json.WriteString("type"u8, "text"u8);
                json.WriteString("text"u8, text.Text);
                break;
            case ImagePart image:
                CheckDetail(image.Detail, image.Path, drop);
                json.WriteString("type"u8, "image"u8);
                WriteData(json, image.Image);
                break;
            case ImageLinkPart link:
                CheckDetail(link.Detail, link.Path, drop);
                json.WriteString("type"u8, "image"u8);
                WriteLink(json, link);
                break;
            case FilePart file:
                WriteFile(json, file);
                break;
            default:
                throw UnsupportedParameters.Refuse(part.Path, $"Claude does not take what '{part.Path}' is. Leave it out, or choose another model.");
        }
    }

    /// <summary>It always looks as closely as it can: only less is something that cannot be had.</summary>
    private static void CheckDetail(string? detail, string path, Action<string> drop)
    {
        if (detail == "low")
        {
            drop($"{path}.image_url.detail");
        }
    }

    private static void WriteData(Utf8JsonWriter json, InlineData data)
    {
        json.WriteStartObject("source"u8);
        json.WriteString("type"u8, "base64"u8);
        json.WriteString("media_type"u8, data.MediaType);
        json.WriteString("data"u8, data.Base64.Span);
        json.WriteEndObject();
    }

    private static void WriteLink(Utf8JsonWriter json, ImageLinkPart link)
    {
        if (link.Address.Scheme != Uri.UriSchemeHttps)
        {
            throw UnsupportedParameters.Refuse(link.Path, $"The provider fetches images over https only: '{link.Path}' is an address of another kind.");
        }

        json.WriteStartObject("source"u8);
        json.WriteString("type"u8, "url"u8);
        json.WriteString("url"u8, link.Address.AbsoluteUri);
        json.WriteEndObject();
    }

    private static void WriteFile(Utf8JsonWriter json, FilePart file)
    {
        if (file.File is { } image && image.MediaType.StartsWith("image/", StringComparison.Ordinal))
        {
            json.WriteString("type"u8, "image"u8);
            WriteData(json, ImageFormat.Check(image, file.Path));
            return;
        }

        json.WriteString("type"u8, "document"u8);
        switch (file)
        {
            case { File: { MediaType: "application/pdf" } pdf }:
                WriteData(json, pdf);
                break;
            case { File: { MediaType: "text/plain" } text }:
                WriteText(json, text, file.Path);
                break;
            case { FileId: { } id }:
                json.WriteStartObject("source"u8);
                json.WriteString("type"u8, "file"u8);
                json.WriteString("file_id"u8, id);
                json.WriteEndObject();
                break;
            default:
                throw UnsupportedParameters.Refuse(
                    file.Path, $"Claude reads files of the types application/pdf and text/plain, and images: '{file.Path}' is '{file.File?.MediaType}'.");
        }

        if (file.FileName is { } name)
        {
            json.WriteString("title"u8, name);
        }

        foreach (var member in (ReadOnlySpan<string>)["citations", "context"])
        {
            if (file.Member(member) is { } own)
            {
                json.WritePropertyName(member);
                own.WriteTo(json);
            }
        }
    }

    private static void WriteText(Utf8JsonWriter json, InlineData text, string path)
    {
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Base64.Length)];
        Base64.DecodeFromUtf8(text.Base64.Span, bytes, out _, out var length);
        if (!System.Text.Unicode.Utf8.IsValid(bytes.AsSpan(0, length)))
        {
            throw MemberReader.Unexpected(path, "a text file in UTF-8");
        }

        json.WriteStartObject("source"u8);
        json.WriteString("type"u8, "text"u8);
        json.WriteString("media_type"u8, "text/plain"u8);
        json.WriteString("data"u8, Encoding.UTF8.GetString(bytes, 0, length));
        json.WriteEndObject();
    }
}
