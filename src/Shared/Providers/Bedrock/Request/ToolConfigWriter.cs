using System.Text.Json;
using Tollgate.Providers.Bedrock.Models;
using Tollgate.Providers.Chat.Request;

namespace Tollgate.Providers.Bedrock.Request;

/// <summary>Writes the member <c>toolConfig</c>.</summary>
internal sealed class ToolConfigWriter(Utf8JsonWriter json, ModelFamily family)
{
    private static readonly string[] PlainMembers = ["type", "properties", "required"];

    public void Write(ToolPlan plan)
    {
        if (plan.Tools.Count == 0 && plan.Answer is null && !plan.NeedsPlaceholder)
        {
            return;
        }

        json.WriteStartObject("toolConfig"u8);
        json.WriteStartArray("tools"u8);
        foreach (var tool in plan.Tools)
        {
            WriteTool(tool.Name, tool.Description, tool.Parameters);
            if (family.Caches)
            {
                CachePoint.Write(json, tool.Source);
            }
        }

        if (plan.Answer is { } answer)
        {
            WriteTool(answer.Name, answer.Description, answer.Schema);
        }
        else if (plan.NeedsPlaceholder)
        {
            WriteTool("no_tool", "There are no tools any more. Do not call this.", default);
        }

        json.WriteEndArray();
        WriteChoice(plan.Choice);
        json.WriteEndObject();
    }

    private void WriteTool(string name, string? description, JsonElement schema)
    {
        json.WriteStartObject();
        json.WriteStartObject("toolSpec"u8);
        json.WriteString("name"u8, name);
        if (!string.IsNullOrEmpty(description))
        {
            json.WriteString("description"u8, description);
        }

        json.WriteStartObject("inputSchema"u8);
        json.WritePropertyName("json"u8);
        WriteSchema(schema);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteSchema(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "object"u8);
            json.WriteStartObject("properties"u8);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        else if (family.WantsPlainToolSchema)
        {
            json.WriteStartObject();
            foreach (var member in schema.EnumerateObject().Where(member => PlainMembers.Contains(member.Name)))
            {
                member.WriteTo(json);
            }

            json.WriteEndObject();
        }
        else
        {
            schema.WriteTo(json);
        }
    }

    private void WriteChoice(ToolChoice choice)
    {
        if (choice.Mode is not (ToolChoiceMode.Auto or ToolChoiceMode.Required or ToolChoiceMode.Function))
        {
            return;
        }

        json.WriteStartObject("toolChoice"u8);
        json.WriteStartObject(choice.Mode switch { ToolChoiceMode.Required => "any", ToolChoiceMode.Function => "tool", _ => "auto" });
        if (choice.Mode == ToolChoiceMode.Function)
        {
            json.WriteString("name"u8, choice.Function);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
