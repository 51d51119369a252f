using System.Text.Json;
using System.Text.Json.Nodes;
using NJsonSchema;

namespace Tollgate.Tests.Endpoints.OpenApi;

/// <summary>Holds JSON against a schema of the document.</summary>
internal static class SchemaCheck
{
    /// <summary>Errors, and members that the schema says nothing of.</summary>
    public static async Task<IReadOnlyList<string>> FindProblemsAsync(JsonElement schema, string json)
    {
        var validator = await JsonSchema.FromJsonAsync(Standalone(schema));
        var problems = validator.Validate(json).Select(error => error.ToString()).ToList();
        using var document = JsonDocument.Parse(json);
        AddUndescribed([schema], document.RootElement, "", problems);
        return problems;
    }

    /// <summary>The schema with all components as its definitions: the validator knows JSON Schema and not OpenAPI.</summary>
    private static string Standalone(JsonElement schema)
    {
        var whole = new JsonObject
        {
            ["definitions"] = JsonNode.Parse(Description.Schemas.GetRawText()),
            ["allOf"] = new JsonArray(JsonNode.Parse(schema.GetRawText())),
        };
        return whole.ToJsonString().Replace("#/components/schemas/", "#/definitions/", StringComparison.Ordinal);
    }

    private static void AddUndescribed(IReadOnlyList<JsonElement> schemas, JsonElement value, string path, List<string> problems)
    {
        var parts = schemas.SelectMany(Parts).ToArray();
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                AddUndescribed(Select(parts, "items"), item, $"{path}[]", problems);
            }
        }
        else if (value.ValueKind == JsonValueKind.Object && Select(parts, "properties").Length > 0 && !Select(parts, "additionalProperties").Any(IsOpen))
        {
            foreach (var member in value.EnumerateObject())
            {
                var described = Select(Select(parts, "properties"), member.Name);
                if (described.Length == 0)
                {
                    problems.Add($"{path}.{member.Name} is not described");
                }

                AddUndescribed(described, member.Value, $"{path}.{member.Name}", problems);
            }
        }
    }

    /// <summary>Says that unknown members are welcome.</summary>
    private static bool IsOpen(JsonElement additional) => additional.ValueKind == JsonValueKind.True;

    /// <summary>A schema and all that it is put together from.</summary>
    private static IEnumerable<JsonElement> Parts(JsonElement schema)
    {
        var resolved = Description.Resolve(schema);
        return Select([resolved], "allOf").Concat(Select([resolved], "anyOf")).SelectMany(list => list.EnumerateArray()).SelectMany(Parts).Prepend(resolved);
    }

    private static JsonElement[] Select(IEnumerable<JsonElement> elements, string name) =>
        [.. elements.Where(element => element.TryGetProperty(name, out _)).Select(element => element.GetProperty(name))];
}
