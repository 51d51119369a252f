using System.Text.Json;
using Tollgate.Configuration;
using Tollgate.Pipeline;
using Tollgate.Providers.Chat.Request;

namespace Tollgate.Providers.Gemini.Request;

/// <summary>Writes <c>systemInstruction</c> and <c>contents</c>: turns of the user and the model, neighbours of one role in one.</summary>
internal sealed class ContentsWriter(Utf8JsonWriter json, GeminiModel model, UnsupportedParameters unsupported, ProviderOptions provider)
{
    private readonly PartWriter _parts = new(json, provider);

    public void Write(ChatRequest chat)
    {
        var turns = chat.Turns.ToArray();
        if (turns.Length == 0)
        {
            // Gemini wants something to answer: instructions alone are the question.
            turns = [.. chat.Instructions];
        }
        else
        {
            WriteInstructions(chat.Instructions);
        }

        json.WriteStartArray("contents"u8);
        string? open = null;
        foreach (var turn in turns)
        {
            open = WriteTurn(turn, open);
        }

        if (open is not null)
        {
            EndTurn();
        }

        json.WriteEndArray();
    }

    private void WriteInstructions(IEnumerable<ChatMessage> instructions)
    {
        var parts = instructions.SelectMany(Named).ToArray();
        if (parts.Length == 0)
        {
            return;
        }

        json.WriteStartObject("systemInstruction"u8);
        json.WriteStartArray("parts"u8);
        foreach (var part in parts)
        {
            _parts.WriteText(part as TextPart ?? throw UnsupportedParameters.Refuse(part.Path, $"{provider.Name} takes text only in system messages."));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The role of the turn that is open behind it; an empty message opens none.</summary>
    private string? WriteTurn(ChatMessage message, string? open)
    {
        var content = message.Role == ChatRole.Tool ? message.Content : Named(message);
        if (content.Count == 0 && message.ToolCalls.Count == 0 && message.Role != ChatRole.Tool)
        {
            return open;
        }

        var role = message.Role == ChatRole.Assistant ? "model" : "user";
        if (role != open)
        {
            if (open is not null)
            {
                EndTurn();
            }

            json.WriteStartObject();
            json.WriteString("role"u8, role);
            json.WriteStartArray("parts"u8);
        }

        if (message.Role == ChatRole.Tool)
        {
            _parts.WriteResult(message);
        }
        else
        {
            WriteParts(message);
        }

        return role;
    }

    private void WriteParts(ChatMessage message)
    {
        // The model signed its text at its end, and a tool call where the call stands.
        var signature = message.Role == ChatRole.Assistant ? ThoughtSignature.Find(message.Source) : null;
        for (var index = 0; index < message.Content.Count; index++)
        {
            _parts.Write(message.Content[index], index == message.Content.Count - 1 ? signature : null);
        }

        for (var index = 0; index < message.ToolCalls.Count; index++)
        {
            var call = message.ToolCalls[index];

            // Of parallel calls only the first is signed. One that another model made, or whose signature the client lost, is
            // let through by a mark that Google documents for it.
            var missing = index == 0 && model.RequiresSignatures ? ThoughtSignature.Missing : null;
            _parts.WriteCall(call, ThoughtSignature.Find(call.Source) ?? missing);
        }
    }

    private IReadOnlyList<ContentPart> Named(ChatMessage message)
    {
        if (message.Name is not null)
        {
            unsupported.Drop($"{message.Path}.name", provider.Name);
        }

        return message.Content;
    }

    private void EndTurn()
    {
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
