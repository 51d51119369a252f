using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tollgate.UpstreamSimulator;

/// <summary>A value that a JSON schema accepts, always the same for the same schema: tool arguments and structured answers.</summary>
internal sealed class SchemaSample(JsonElement root)
{
    private const int MaxDepth = 32;

    public static string Json(JsonElement? schema) =>
        WireJson.Text((schema is { } root ? new SchemaSample(root).Value(root, "value", 0) : null) ?? new JsonObject());

    private JsonNode? Value(JsonElement schema, string name, int depth)
    {
        if (schema.ValueKind is not JsonValueKind.Object || depth > MaxDepth)
            return null;
        if (schema.TryGetProperty("$ref", out var reference))
            return Value(Resolve(reference.GetString()!), name, depth + 1);
        if (schema.TryGetProperty("const", out var constant))
            return JsonNode.Parse(constant.GetRawText());
        if (schema.TryGetProperty("enum", out var values))
            return JsonNode.Parse(values[0].GetRawText());
        if (schema.TryGetProperty("anyOf", out var alternatives) || schema.TryGetProperty("oneOf", out alternatives))
            return Value(alternatives[0], name, depth + 1);

        return TypeOf(schema) switch
        {
            "object" => Object(schema, depth),
            "array" => new JsonArray(schema.TryGetProperty("items", out var items) ? Value(items, name, depth + 1) : null),
            "string" => $"{name} ä→水",
            "integer" => schema.TryGetProperty("minimum", out var minimum) ? minimum.GetInt64() : 7,
            "number" => schema.TryGetProperty("minimum", out var least) ? least.GetDouble() : 1.5,
            "boolean" => true,
            _ => null,
        };
    }

    private JsonObject Object(JsonElement schema, int depth)
    {
        var sample = new JsonObject();
        if (schema.TryGetProperty("properties", out var properties))
        {
            foreach (var property in properties.EnumerateObject())
                sample[property.Name] = Value(property.Value, property.Name, depth + 1);
        }

        return sample;
    }

    private static string? TypeOf(JsonElement schema)
    {
        if (!schema.TryGetProperty("type", out var type))
            return schema.TryGetProperty("properties", out _) ? "object" : null;
        return type.ValueKind is JsonValueKind.Array ? type[0].GetString() : type.GetString();
    }

    private JsonElement Resolve(string reference)
    {
        var target = root;
        foreach (var step in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!target.TryGetProperty(step, out target))
                return default;
        }

        return target;
    }
}
