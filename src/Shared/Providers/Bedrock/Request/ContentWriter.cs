using System.Text.Json;
using Tollgate.Pipeline;
using Tollgate.Providers.Chat.Request;

namespace Tollgate.Providers.Bedrock.Request;

/// <summary>Writes the parts of messages as Converse's content blocks.</summary>
/// <param name="json">What is written to.</param>
/// <param name="caches">The model has prompt caching.</param>
internal sealed class ContentWriter(Utf8JsonWriter json, bool caches)
{
    private readonly DocumentNames _documents = new();

    /// <summary>Whether a part comes to a block: Bedrock refuses blank text.</summary>
    public static bool IsSaid(ContentPart part) => part is not TextPart text || !string.IsNullOrWhiteSpace(text.Text);

    /// <exception cref="RefusalException">It is of a kind that Bedrock does not read.</exception>
    public void Write(ContentPart part)
    {
        switch (part)
        {
            case TextPart text:
                WriteText(text.Text);
                break;
            case ImagePart image:
                WriteImage(image.Image);
                break;
            case FilePart { File: { } file } named:
                WriteDocument(file, named);
                break;
            case FilePart stored:
                throw UnsupportedParameters.Refuse(
                    $"{stored.Path}.file.file_id", $"Invalid '{stored.Path}.file.file_id': Bedrock keeps no files. Send the file itself as file_data.");
            case AudioPart audio:
                throw UnsupportedParameters.Refuse(audio.Path, $"Invalid '{audio.Path}': Bedrock's Converse API takes no recordings here. Send their text.");
            default:
                throw new ArgumentOutOfRangeException(nameof(part), part, null);
        }
    }

    public void WriteCachePoint(JsonElement source)
    {
        if (caches)
        {
            CachePoint.Write(json, source);
        }
    }

    public void WriteText(string text)
    {
        json.WriteStartObject();
        json.WriteString("text"u8, text);
        json.WriteEndObject();
    }

    private void WriteImage(InlineData image)
    {
        json.WriteStartObject();
        json.WriteStartObject("image"u8);
        json.WriteString("format"u8, image.MediaType["image/".Length..]);
        WriteSource(image);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteDocument(InlineData file, FilePart part)
    {
        var format = DocumentFormat.Of(file.MediaType, part.FileName) ?? throw UnsupportedParameters.Refuse(
            $"{part.Path}.file", $"Invalid '{part.Path}.file': Bedrock reads pdf, csv, doc, docx, xls, xlsx, html, txt and md files.");
        json.WriteStartObject();
        json.WriteStartObject("document"u8);
        json.WriteString("format"u8, format);
        json.WriteString("name"u8, _documents.NameOf(part.FileName));
        WriteSource(file);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteSource(InlineData data)
    {
        json.WriteStartObject("source"u8);
        json.WriteString("bytes"u8, data.Base64.Span);
        json.WriteEndObject();
    }
}
