using System.Text.Json;

namespace Tollgate.Providers.Anthropic;

/// <summary>
/// Writes a schema for structured output as the API takes it: every object closed, and constraints that it cannot enforce told to
/// the model in the description, as the vendor's own SDKs do. OpenAI's strict schemas pass as they are.
/// </summary>
internal static class SchemaWriter
{
    private static readonly HashSet<string> Unenforced = new(StringComparer.Ordinal)
    {
        "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "maxItems", "uniqueItems",
        "minProperties", "maxProperties", "patternProperties", "propertyNames", "contains", "default", "examples",
    };

    /// <summary>Whether an object in it takes members that it does not name, which the API cannot do: closing it would be another schema.</summary>
    public static bool IsOpen(JsonElement schema) => schema.ValueKind switch
    {
        JsonValueKind.Object => schema.EnumerateObject().Any(member =>
            member.NameEquals("additionalProperties"u8) ? member.Value.ValueKind != JsonValueKind.False : IsOpen(member.Value)),
        JsonValueKind.Array => schema.EnumerateArray().Any(IsOpen),
        _ => false,
    };

    public static void Write(Utf8JsonWriter json, JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            schema.WriteTo(json);
            return;
        }

        json.WriteStartObject();
        var description = "";
        var told = "";
        foreach (var member in schema.EnumerateObject())
        {
            if (Unenforced.Contains(member.Name))
            {
                told += $"{(told.Length > 0 ? ", " : "")}{member.Name}: {member.Value.GetRawText()}";
            }
            else if (member.NameEquals("description"u8) && member.Value.ValueKind == JsonValueKind.String)
            {
                description = member.Value.GetString()!;
            }
            else if (!member.NameEquals("additionalProperties"u8))
            {
                WriteMember(json, member);
            }
        }

        if (IsObject(schema))
        {
            json.WriteBoolean("additionalProperties"u8, false);
        }

        if (description.Length + told.Length > 0)
        {
            json.WriteString("description"u8, told.Length == 0 ? description : $"{description}{(description.Length > 0 ? " " : "")}({told})");
        }

        json.WriteEndObject();
    }

    private static void WriteMember(Utf8JsonWriter json, JsonProperty member)
    {
        json.WritePropertyName(member.Name);
        switch (member.Name, member.Value.ValueKind)
        {
            case ("properties" or "$defs" or "definitions", JsonValueKind.Object):
                json.WriteStartObject();
                foreach (var child in member.Value.EnumerateObject())
                {
                    json.WritePropertyName(child.Name);
                    Write(json, child.Value);
                }

                json.WriteEndObject();
                break;
            case ("anyOf" or "allOf" or "oneOf", JsonValueKind.Array):
                json.WriteStartArray();
                foreach (var child in member.Value.EnumerateArray())
                {
                    Write(json, child);
                }

                json.WriteEndArray();
                break;
            case ("items", _):
                Write(json, member.Value);
                break;
            default:
                member.Value.WriteTo(json);
                break;
        }
    }

    private static bool IsObject(JsonElement schema) =>
        schema.TryGetProperty("properties"u8, out _)
        || (schema.TryGetProperty("type"u8, out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("object"u8));
}
