using System.Text.Json;
using Tollgate.Pipeline;
using Tollgate.Providers.Chat.Request;

namespace Tollgate.Providers.Gemini.Request;

/// <summary>Writes <c>tools</c> and <c>toolConfig</c>.</summary>
internal static class ToolsWriter
{
    public static void Write(Utf8JsonWriter json, ChatRequest chat, bool searchesTheWeb, UnsupportedParameters unsupported, string provider)
    {
        if (chat.Tools.Count > 0 && chat.ParallelToolCalls == false)
        {
            unsupported.Drop("parallel_tool_calls", provider);
        }

        if (chat.Tools.Count == 0 && !searchesTheWeb)
        {
            return;
        }

        json.WriteStartArray("tools"u8);
        WriteFunctions(json, chat.Tools);
        if (searchesTheWeb)
        {
            json.WriteStartObject();
            json.WriteStartObject("googleSearch"u8);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (chat.Tools.Count > 0)
        {
            WriteChoice(json, chat);
        }
    }

    private static void WriteFunctions(Utf8JsonWriter json, IReadOnlyList<ToolDefinition> tools)
    {
        if (tools.Count == 0)
        {
            return;
        }

        json.WriteStartObject();
        json.WriteStartArray("functionDeclarations"u8);
        foreach (var tool in tools)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, tool.Name);
            if (tool.Description is not null)
            {
                json.WriteString("description"u8, tool.Description);
            }

            if (tool.Parameters.ValueKind != JsonValueKind.Undefined)
            {
                // The older `parameters` is a subset of OpenAPI's schema that knows neither references nor unions.
                json.WriteRaw("parametersJsonSchema", tool.Parameters);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteChoice(Utf8JsonWriter json, ChatRequest chat)
    {
        json.WriteStartObject("toolConfig"u8);
        json.WriteStartObject("functionCallingConfig"u8);
        json.WriteString("mode"u8, chat.ToolChoice.Mode switch
        {
            ToolChoiceMode.None => "NONE",
            ToolChoiceMode.Required or ToolChoiceMode.Function => "ANY",

            // Calls that keep to their schema, as those under ANY always do.
            _ when chat.Tools.Any(tool => tool.Strict == true) => "VALIDATED",
            _ => "AUTO",
        });
        if (chat.ToolChoice.Function is { } function)
        {
            json.WriteStartArray("allowedFunctionNames"u8);
            json.WriteStringValue(function);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
