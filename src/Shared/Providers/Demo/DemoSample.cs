using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Tollgate.Providers.Demo;

/// <summary>Makes the plainest JSON value that fits a JSON schema.</summary>
internal static class DemoSample
{
    private const int DeepestNesting = 16;

    /// <param name="schema">An object schema; anything else gives <c>{}</c>.</param>
    public static string Of(JsonElement schema)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            if (schema.ValueKind == JsonValueKind.Object)
            {
                Write(json, schema, 0);
            }
            else
            {
                json.WriteStartObject();
                json.WriteEndObject();
            }
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, JsonElement schema, int depth)
    {
        if (depth > DeepestNesting || schema.ValueKind != JsonValueKind.Object)
        {
            json.WriteNullValue();
            return;
        }

        if (schema.TryGetProperty("enum", out var values) && values.ValueKind == JsonValueKind.Array && values.GetArrayLength() > 0)
        {
            values[0].WriteTo(json);
            return;
        }

        switch (TypeOf(schema))
        {
            case "string":
                json.WriteStringValue("demo");
                break;
            case "integer" or "number":
                json.WriteNumberValue(1);
                break;
            case "boolean":
                json.WriteBooleanValue(true);
                break;
            case "array":
                json.WriteStartArray();
                if (schema.TryGetProperty("items", out var items))
                {
                    Write(json, items, depth + 1);
                }

                json.WriteEndArray();
                break;
            case "null":
                json.WriteNullValue();
                break;
            default:
                WriteObject(json, schema, depth);
                break;
        }
    }

    private static void WriteObject(Utf8JsonWriter json, JsonElement schema, int depth)
    {
        json.WriteStartObject();
        if (schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in properties.EnumerateObject())
            {
                json.WritePropertyName(property.Name);
                Write(json, property.Value, depth + 1);
            }
        }

        json.WriteEndObject();
    }

    private static string? TypeOf(JsonElement schema) => schema.TryGetProperty("type", out var type)
        ? type.ValueKind switch
        {
            JsonValueKind.String => type.GetString(),
            JsonValueKind.Array when type.GetArrayLength() > 0 && type[0].ValueKind == JsonValueKind.String => type[0].GetString(),
            _ => null,
        }
        : null;
}
