using System.Text.Json;

namespace Tollgate.UpstreamSimulator.Anthropic;

/// <summary>What a schema for structured output has to be: closed objects, and none of the constraints that decoding cannot keep.</summary>
internal static class OutputSchema
{
    private static readonly string[] Unsupported =
        ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "maxItems", "uniqueItems"];

    public static void Check(JsonElement schema, string path)
    {
        if (schema.ValueKind is not JsonValueKind.Object)
            return;

        var isObject = schema.TryGetProperty("type", out var type) && type.ValueKind is JsonValueKind.String && type.ValueEquals("object");
        if (isObject && !(schema.TryGetProperty("additionalProperties", out var open) && open.ValueKind is JsonValueKind.False))
            throw MessageFields.Invalid($"{path}: For 'object' type, 'additionalProperties' must be explicitly set to false");
        foreach (var member in schema.EnumerateObject())
        {
            if (Unsupported.Contains(member.Name))
                throw MessageFields.Invalid($"{path}: For '{type}' type, property '{member.Name}' is not supported");
            if (member.Name is "properties" or "$defs" or "definitions")
            {
                foreach (var child in member.Value.EnumerateObject())
                    Check(child.Value, path);
            }
            else if (member.Name is "items")
            {
                Check(member.Value, path);
            }
            else if (member.Name is "anyOf" or "allOf" or "oneOf")
            {
                foreach (var child in member.Value.EnumerateArray())
                    Check(child, path);
            }
        }
    }
}
