using System.Text.Json;
using Tollgate.Configuration;
using Tollgate.Pipeline;
using Tollgate.Providers.Chat.Request;

namespace Tollgate.Providers.Gemini.Request;

/// <summary>Writes the parts of a turn.</summary>
internal sealed class PartWriter(Utf8JsonWriter json, ProviderOptions provider)
{
    public void WriteText(TextPart part, string? signature = null)
    {
        json.WriteStartObject();
        json.WriteString("text"u8, part.Text);
        WriteSignature(signature);
        json.WriteEndObject();
    }

    public void Write(ContentPart part, string? signature)
    {
        switch (part)
        {
            case TextPart text:
                WriteText(text, signature);
                break;
            case ImagePart image:
                WriteInline(image.Image);
                break;
            case AudioPart audio:
                WriteInline(audio.Audio);
                break;
            case FilePart { File: { } file }:
                WriteInline(file);
                break;
            case FilePart { FileId: { } id } file:
                WriteReference(id, file);
                break;
            default:
                throw UnsupportedParameters.Refuse(part.Path, $"{provider.Name} does not take such a part.");
        }
    }

    public void WriteCall(ToolCall call, string? signature)
    {
        json.WriteStartObject();
        json.WriteStartObject("functionCall"u8);
        json.WriteString("id"u8, call.Id);
        json.WriteString("name"u8, call.Name);
        json.WriteRaw("args", call.Arguments);
        json.WriteEndObject();
        WriteSignature(signature);
        json.WriteEndObject();
    }

    /// <summary>
    /// A tool's result. It goes as text under <c>output</c>, whatever it is: as an object its numbers would become doubles.
    /// </summary>
    public void WriteResult(ChatMessage message)
    {
        json.WriteStartObject();
        json.WriteStartObject("functionResponse"u8);
        json.WriteString("id"u8, message.ToolCallId);
        json.WriteString("name"u8, message.Name);
        json.WriteStartObject("response"u8);
        json.WriteString("output"u8, message.Text);
        json.WriteEndObject();
        var media = message.Content.Where(part => part is not TextPart).ToArray();
        if (media.Length > 0)
        {
            json.WriteStartArray("parts"u8);
            foreach (var part in media)
            {
                Write(part, signature: null);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteInline(in InlineData data)
    {
        json.WriteStartObject();
        json.WriteStartObject("inlineData"u8);
        json.WriteString("mimeType"u8, data.MediaType);
        json.WriteString("data"u8, data.Base64.Span);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A file of the Files API, by its name (<c>files/…</c>) or address.</summary>
    private void WriteReference(string id, FilePart part)
    {
        var isName = id.StartsWith("files/", StringComparison.Ordinal);
        if (!isName && !id.Contains("://", StringComparison.Ordinal))
        {
            throw MemberReader.Unexpected($"{part.Path}.file.file_id", "a file's name, as in files/abc, or its address");
        }

        json.WriteStartObject();
        json.WriteStartObject("fileData"u8);
        if (part.Source.GetProperty("file").TryGetProperty("format", out var format) && format.ValueKind == JsonValueKind.String)
        {
            json.WriteString("mimeType"u8, format.GetString());
        }

        json.WriteString("fileUri"u8, isName ? $"{provider.BaseUrl!.AbsoluteUri.TrimEnd('/')}/{id}" : id);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteSignature(string? signature)
    {
        if (signature is not null)
        {
            json.WriteString("thoughtSignature"u8, signature);
        }
    }
}
