using System.Text.Json;
using Tollgate.Pipeline;
using Tollgate.Providers.Chat.Request;

namespace Tollgate.Providers.Cohere;

/// <summary>Writes tools and the choice among them.</summary>
internal static class CohereTools
{
    private static readonly JsonElement NoParameters = JsonElement.Parse("""{"type":"object","properties":{}}"""u8);

    public static void Write(Utf8JsonWriter json, ChatRequest chat, string provider, UnsupportedParameters unsupported)
    {
        if (chat.ParallelToolCalls == false)
        {
            unsupported.Drop("parallel_tool_calls", provider);
        }

        // Cohere can be made to call some tool, not a certain one: that one alone is on offer then.
        var choice = chat.ToolChoice;
        var tools = choice.Mode == ToolChoiceMode.Function ? [.. chat.Tools.Where(tool => tool.Name == choice.Function)] : chat.Tools;
        if (tools.Count == 0)
        {
            return;
        }

        json.WriteStartArray("tools"u8);
        foreach (var tool in tools)
        {
            Write(json, tool);
        }

        json.WriteEndArray();
        if (IsStrict(chat, tools))
        {
            json.WriteBoolean("strict_tools"u8, true);
        }

        if (choice.Mode is ToolChoiceMode.None or ToolChoiceMode.Required or ToolChoiceMode.Function)
        {
            json.WriteString("tool_choice"u8, choice.Mode == ToolChoiceMode.None ? "NONE"u8 : "REQUIRED"u8);
        }
    }

    /// <summary>Cohere is strict with all tools or with none: one that wants it has it for all.</summary>
    private static bool IsStrict(ChatRequest chat, IReadOnlyList<ToolDefinition> tools) =>
        tools.Any(tool => tool.Strict == true) || chat.Others.TryGetValue("strict_tools", out var own) && own.ValueKind == JsonValueKind.True;

    private static void Write(Utf8JsonWriter json, ToolDefinition tool)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "function"u8);
        json.WriteStartObject("function"u8);
        json.WriteString("name"u8, tool.Name);
        if (tool.Description is not null)
        {
            json.WriteString("description"u8, tool.Description);
        }

        json.WritePropertyName("parameters"u8);
        (tool.Parameters.ValueKind == JsonValueKind.Undefined ? NoParameters : tool.Parameters).WriteTo(json);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
