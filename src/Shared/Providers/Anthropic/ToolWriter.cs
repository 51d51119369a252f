using System.Text.Json;
using Tollgate.Providers.Chat.Request;

namespace Tollgate.Providers.Anthropic;

/// <summary>Writes <c>tools</c> and <c>tool_choice</c>.</summary>
internal static class ToolWriter
{
    /// <summary>The vendor's own members of a tool, beside the function or in it.</summary>
    private static readonly string[] Own = ["cache_control", "defer_loading", "eager_input_streaming", "input_examples"];

    private static readonly HashSet<string> Known =
        new(["type", "function", "name", "description", "parameters", "strict", .. Own], StringComparer.Ordinal);

    public static void Write(Utf8JsonWriter json, MessagesPlan plan)
    {
        var tools = plan.Chat.Tools;
        if (tools.Count == 0 && plan.Format != AnswerFormat.Tool)
        {
            return;
        }

        json.WriteStartArray("tools"u8);
        foreach (var tool in tools)
        {
            Write(json, tool, plan);
        }

        if (plan.Format == AnswerFormat.Tool)
        {
            AnswerTool.Write(json, plan.Chat.ResponseFormat);
        }

        json.WriteEndArray();
        WriteChoice(json, plan);
    }

    /// <summary>The API insists on the type that JSON Schema lets one leave out.</summary>
    public static void WriteInputSchema(Utf8JsonWriter json, JsonElement schema)
    {
        json.WriteStartObject();
        var hasType = false;
        if (schema.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in schema.EnumerateObject())
            {
                hasType |= member.NameEquals("type"u8);
                member.WriteTo(json);
            }
        }

        if (!hasType)
        {
            json.WriteString("type"u8, "object"u8);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ToolDefinition tool, MessagesPlan plan)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, tool.Name);
        if (tool.Description is not null)
        {
            json.WriteString("description"u8, tool.Description);
        }

        json.WritePropertyName("input_schema"u8);
        WriteInputSchema(json, tool.Parameters);
        if (tool.Strict == true)
        {
            if (plan.Generation.TakesSchema)
            {
                json.WriteBoolean("strict"u8, true);
            }
            else
            {
                plan.Drop($"{tool.Path}.strict");
            }
        }

        foreach (var name in Own)
        {
            if (OwnMember(tool.Source, name) is { } own)
            {
                json.WritePropertyName(name);
                own.WriteTo(json);
            }
        }

        DropUnknown(tool, plan.Drop);
        json.WriteEndObject();
    }

    private static void DropUnknown(ToolDefinition tool, Action<string> drop)
    {
        foreach (var member in tool.Source.EnumerateObject().Concat(Function(tool.Source)?.EnumerateObject() ?? default))
        {
            if (member.Value.ValueKind != JsonValueKind.Null && !Known.Contains(member.Name))
            {
                drop($"{tool.Path}.{member.Name}");
            }
        }
    }

    private static JsonElement? Function(JsonElement source) =>
        source.TryGetProperty("function"u8, out var function) && function.ValueKind == JsonValueKind.Object ? function : null;

    private static JsonElement? OwnMember(JsonElement source, string name) =>
        source.TryGetProperty(name, out var own) || Function(source)?.TryGetProperty(name, out own) == true ? own : null;

    private static void WriteChoice(Utf8JsonWriter json, MessagesPlan plan)
    {
        var (type, name) = ChoiceOf(plan);
        var isSingle = plan.Chat.ParallelToolCalls == false && type != "none";
        if (type is null && !isSingle)
        {
            return;
        }

        json.WriteStartObject("tool_choice"u8);
        json.WriteString("type"u8, type ?? "auto");
        if (name is not null)
        {
            json.WriteString("name"u8, name);
        }

        if (isSingle)
        {
            json.WriteBoolean("disable_parallel_tool_use"u8, true);
        }

        json.WriteEndObject();
    }

    private static (string? Type, string? Name) ChoiceOf(MessagesPlan plan)
    {
        var choice = plan.Chat.ToolChoice;
        if (choice.Mode is ToolChoiceMode.Required or ToolChoiceMode.Function && !plan.Generation.TakesForcedTools)
        {
            plan.Drop("tool_choice");
            return ("auto", null);
        }

        if (plan.Format == AnswerFormat.Tool && choice.Mode != ToolChoiceMode.Function)
        {
            // A tool of the client's, if it may be called, or else the answer: never plain text.
            return plan.Chat.Tools.Count == 0 || choice.Mode == ToolChoiceMode.None ? ("tool", AnswerTool.Name) : ("any", null);
        }

        return choice.Mode switch
        {
            ToolChoiceMode.Auto => ("auto", null),
            ToolChoiceMode.None => ("none", null),
            ToolChoiceMode.Required => ("any", null),
            ToolChoiceMode.Function => ("tool", choice.Function),
            _ => (null, null),
        };
    }
}
