using System.Text.Json;
using Tollgate.Providers.Chat.Request;

namespace Tollgate.Providers.Cohere;

/// <summary>
/// Writes what the model said earlier. Text beside tool calls was, or stands for, the plan that Cohere's models state before they call;
/// <c>reasoning_content</c>, if the client tells it again, is their thinking.
/// </summary>
internal static class CohereAssistantMessage
{
    public static void Write(Utf8JsonWriter json, ChatMessage message)
    {
        json.WriteString("role"u8, "assistant"u8);
        var calls = message.ToolCalls;
        var thinking = message.Source.TryGetProperty("reasoning_content", out var told) && told.ValueKind == JsonValueKind.String ? told.GetString() : null;
        WriteContent(json, thinking, calls.Count == 0 ? message.Text : null);
        if (calls.Count == 0)
        {
            return;
        }

        if (message.Text is { Length: > 0 } plan)
        {
            json.WriteString("tool_plan"u8, plan);
        }

        json.WriteStartArray("tool_calls"u8);
        foreach (var call in calls)
        {
            Write(json, call);
        }

        json.WriteEndArray();
    }

    private static void WriteContent(Utf8JsonWriter json, string? thinking, string? text)
    {
        if (string.IsNullOrEmpty(thinking))
        {
            if (text is not null)
            {
                json.WriteString("content"u8, text);
            }

            return;
        }

        json.WriteStartArray("content"u8);
        WriteBlock(json, "thinking", thinking);
        if (!string.IsNullOrEmpty(text))
        {
            WriteBlock(json, "text", text);
        }

        json.WriteEndArray();
    }

    private static void WriteBlock(Utf8JsonWriter json, string type, string text)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, type);
        json.WriteString(type, text);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ToolCall call)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, call.Id);
        json.WriteString("type"u8, "function"u8);
        json.WriteStartObject("function"u8);
        json.WriteString("name"u8, call.Name);
        json.WriteString("arguments"u8, call.Arguments.GetRawText());
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
