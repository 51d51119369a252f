using System.Text;
using System.Text.Json;
using Tollgate.Pipeline;
using Tollgate.Providers.Chat.Request;

namespace Tollgate.Providers.Cohere;

/// <summary>Writes a conversation in Cohere's form, which keeps OpenAI's order and nearly its shape.</summary>
internal sealed class CohereMessages(string provider, UnsupportedParameters unsupported)
{
    public void Write(Utf8JsonWriter json, IReadOnlyList<ChatMessage> messages)
    {
        json.WriteStartArray("messages"u8);
        foreach (var message in messages)
        {
            json.WriteStartObject();
            Write(json, message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void Write(Utf8JsonWriter json, ChatMessage message)
    {
        if (message is { Name: not null, Role: not ChatRole.Tool })
        {
            unsupported.Drop($"{message.Path}.name", provider);
        }

        switch (message.Role)
        {
            case ChatRole.System or ChatRole.Developer:
                json.WriteString("role"u8, "system"u8);
                WriteText(json, message);
                break;
            case ChatRole.User:
                json.WriteString("role"u8, "user"u8);
                WriteParts(json, message);
                break;
            case ChatRole.Assistant:
                RequireText(message);
                CohereAssistantMessage.Write(json, message);
                break;
            case ChatRole.Tool:
                json.WriteString("role"u8, "tool"u8);
                json.WriteString("tool_call_id"u8, message.ToolCallId);
                WriteText(json, message);
                break;
        }
    }

    private void WriteText(Utf8JsonWriter json, ChatMessage message)
    {
        RequireText(message);
        json.WriteString("content"u8, message.Text);
    }

    private void RequireText(ChatMessage message)
    {
        if (message.Content.FirstOrDefault(part => part is not TextPart) is { } other)
        {
            throw Cannot(other, "anything but text in such a message");
        }
    }

    private void WriteParts(Utf8JsonWriter json, ChatMessage message)
    {
        if (message.Content.All(part => part is TextPart))
        {
            json.WriteString("content"u8, message.Text);
            return;
        }

        json.WriteStartArray("content"u8);
        foreach (var part in message.Content)
        {
            json.WriteStartObject();
            WritePart(json, part);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WritePart(Utf8JsonWriter json, ContentPart part)
    {
        switch (part)
        {
            case TextPart text:
                json.WriteString("type"u8, "text"u8);
                json.WriteString("text"u8, text.Text);
                break;
            case ImagePart image:
                BeginImage(json, image.Detail);
                json.WriteStringValueSegment(Encoding.UTF8.GetBytes($"data:{image.Image.MediaType};base64,"), isFinalSegment: false);
                json.WriteStringValueSegment(image.Image.Base64.Span, isFinalSegment: true);
                json.WriteEndObject();
                break;
            case ImageLinkPart link:
                BeginImage(json, link.Detail);
                json.WriteStringValue(link.Address.OriginalString);
                json.WriteEndObject();
                break;
            default:
                throw Cannot(part, part is AudioPart ? "audio" : "files");
        }
    }

    /// <summary>Up to the value of the address.</summary>
    private static void BeginImage(Utf8JsonWriter json, string? detail)
    {
        json.WriteString("type"u8, "image_url"u8);
        json.WriteStartObject("image_url"u8);
        if (detail is not null)
        {
            json.WriteString("detail"u8, detail);
        }

        json.WritePropertyName("url"u8);
    }

    private RefusalException Cannot(ContentPart part, string what) =>
        UnsupportedParameters.Refuse(part.Path, $"{provider} does not take {what} ('{part.Path}'). Leave it out, or choose another model.");
}
