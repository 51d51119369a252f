using System.Text.Json;
using Tollgate.Pipeline;
using Tollgate.Providers.Bedrock.Models;
using Tollgate.Providers.Chat.Request;

namespace Tollgate.Providers.Bedrock.Request;

/// <summary>
/// Writes a conversation as Converse wants it: user and assistant in turns, so that neighbours of the same role become one
/// message, with the results of tools among what the user says, and nothing empty.
/// </summary>
internal sealed class MessagesWriter(Utf8JsonWriter json, ModelFamily family)
{
    private readonly ContentWriter _content = new(json, family.Caches);

    /// <summary>The member <c>system</c>, if there is anything to tell.</summary>
    /// <param name="instructions">System and developer messages.</param>
    /// <param name="addition">The gateway's own; null for none.</param>
    public void WriteSystem(IEnumerable<ChatMessage> instructions, string? addition)
    {
        ContentPart[] parts = [.. instructions.SelectMany(message => message.Content).Where(ContentWriter.IsSaid)];
        if (parts.Length == 0 && addition is null)
        {
            return;
        }

        json.WriteStartArray("system"u8);
        foreach (var part in parts)
        {
            if (part is not TextPart)
            {
                throw UnsupportedParameters.Refuse(part.Path, $"Invalid '{part.Path}': system messages can have text only at Bedrock.");
            }

            _content.Write(part);
            _content.WriteCachePoint(part.Source);
        }

        if (addition is not null)
        {
            _content.WriteText(addition);
        }

        json.WriteEndArray();
    }

    /// <summary>The member <c>messages</c>.</summary>
    public void WriteMessages(IEnumerable<ChatMessage> turns)
    {
        string? open = null;
        json.WriteStartArray("messages"u8);
        foreach (var message in turns.Where(IsSaid))
        {
            var role = message.Role == ChatRole.Assistant ? "assistant" : "user";
            if (role != open)
            {
                Close(open);
                json.WriteStartObject();
                json.WriteString("role"u8, role);
                json.WriteStartArray("content"u8);
                open = role;
            }

            WriteBlocks(message);
        }

        Close(open);
        json.WriteEndArray();
    }

    private static bool IsSaid(ChatMessage message) =>
        message.Role == ChatRole.Tool || message.ToolCalls.Count > 0 || message.Content.Any(ContentWriter.IsSaid);

    private void Close(string? open)
    {
        if (open is not null)
        {
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    private void WriteBlocks(ChatMessage message)
    {
        if (message.Role == ChatRole.Tool)
        {
            WriteResult(message);
            return;
        }

        if (message.Role == ChatRole.Assistant && family.ReadsReasoning)
        {
            ThinkingBlocks.WriteBack(json, message.Source);
        }

        foreach (var part in message.Content.Where(ContentWriter.IsSaid))
        {
            _content.Write(part);
            _content.WriteCachePoint(part.Source);
        }

        foreach (var call in message.ToolCalls)
        {
            WriteCall(call);
            _content.WriteCachePoint(call.Source);
        }

        _content.WriteCachePoint(message.Source);
    }

    private void WriteCall(ToolCall call)
    {
        json.WriteStartObject();
        json.WriteStartObject("toolUse"u8);
        json.WriteString("toolUseId"u8, ToolIds.Of(call.Id));
        json.WriteString("name"u8, call.Name);
        json.WritePropertyName("input"u8);
        call.Arguments.WriteTo(json);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteResult(ChatMessage message)
    {
        json.WriteStartObject();
        json.WriteStartObject("toolResult"u8);
        json.WriteString("toolUseId"u8, ToolIds.Of(message.ToolCallId!));
        json.WriteStartArray("content"u8);
        foreach (var part in message.Content.Where(ContentWriter.IsSaid))
        {
            _content.Write(part);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        foreach (var part in message.Content)
        {
            _content.WriteCachePoint(part.Source);
        }

        _content.WriteCachePoint(message.Source);
    }
}
