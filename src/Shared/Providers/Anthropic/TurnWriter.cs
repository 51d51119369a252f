using System.Text.Json;
using Tollgate.Providers.Chat.Request;

namespace Tollgate.Providers.Anthropic;

/// <summary>
/// Writes <c>system</c> and <c>messages</c>: instructions in front, the rest in turns of user and assistant, with what tools gave
/// back at the head of the user's. Text of nothing but spaces, which the API refuses, is left out, as it says nothing.
/// </summary>
internal static class TurnWriter
{
    public static void Write(Utf8JsonWriter json, MessagesPlan plan)
    {
        var turns = plan.Chat.Turns.Where(IsSaid).ToList();
        var instructions = plan.Chat.Instructions.Where(IsSaid).ToList();
        if (turns.Count == 0)
        {
            // OpenAI answers to instructions alone; here somebody has to speak.
            (turns, instructions) = (instructions, turns);
        }

        if (instructions.Count > 0)
        {
            json.WriteStartArray("system"u8);
            foreach (var instruction in instructions)
            {
                PartWriter.WriteAll(json, instruction, plan.Drop);
            }

            json.WriteEndArray();
        }

        json.WriteStartArray("messages"u8);
        for (var start = 0; start < turns.Count;)
        {
            var isAssistant = turns[start].Role == ChatRole.Assistant;
            var end = start;
            while (end < turns.Count && turns[end].Role == ChatRole.Assistant == isAssistant)
            {
                end++;
            }

            WriteTurn(json, plan, isAssistant, turns[start..end]);
            start = end;
        }

        json.WriteEndArray();
    }

    private static void WriteTurn(Utf8JsonWriter json, MessagesPlan plan, bool isAssistant, List<ChatMessage> messages)
    {
        json.WriteStartObject();
        json.WriteString("role"u8, isAssistant ? "assistant"u8 : "user"u8);
        json.WriteStartArray("content"u8);
        foreach (var result in messages.Where(message => message.Role == ChatRole.Tool))
        {
            WriteResult(json, result, plan.Drop);
        }

        foreach (var message in messages.Where(message => message.Role != ChatRole.Tool))
        {
            if (isAssistant)
            {
                ThinkingBlocks.Pass(json, message);
            }

            PartWriter.WriteAll(json, message, plan.Drop);
            foreach (var call in message.ToolCalls)
            {
                WriteCall(json, call);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static bool IsSaid(ChatMessage message) =>
        message.Role == ChatRole.Tool
        || message.ToolCalls.Count > 0
        || message.Content.Any(PartWriter.IsSaid)
        || (message.Role == ChatRole.Assistant && ThinkingBlocks.IsIn(message));

    private static void WriteCall(Utf8JsonWriter json, ToolCall call)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "tool_use"u8);
        json.WriteString("id"u8, ToolId(call.Id));
        json.WriteString("name"u8, call.Name);
        json.WritePropertyName("input"u8);
        call.Arguments.WriteTo(json);
        PartWriter.WriteCacheControl(json, call.Source);
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, ChatMessage result, Action<string> drop)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "tool_result"u8);
        json.WriteString("tool_use_id"u8, ToolId(result.ToolCallId!));
        if (result.Source.TryGetProperty("is_error"u8, out var failed) && failed.ValueKind == JsonValueKind.True)
        {
            json.WriteBoolean("is_error"u8, true);
        }

        if (result.Content.Any(PartWriter.IsSaid))
        {
            json.WriteStartArray("content"u8);
            PartWriter.WriteAll(json, result with { Source = default }, drop);
            json.WriteEndArray();
        }

        PartWriter.WriteCacheControl(json, result.Source);
        json.WriteEndObject();
    }

    /// <summary>A conversation may have begun at a provider whose ids have other characters than this one allows.</summary>
    private static string ToolId(string id) =>
        id.All(IsAllowed) ? id : string.Create(id.Length, id, static (sanitized, original) =>
        {
            for (var index = 0; index < sanitized.Length; index++)
            {
                sanitized[index] = IsAllowed(original[index]) ? original[index] : '_';
            }
        });

    private static bool IsAllowed(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_';
}
