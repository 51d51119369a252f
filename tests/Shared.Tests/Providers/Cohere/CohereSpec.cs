using System.Text.Json;
using System.Text.Json.Nodes;
using NJsonSchema;
using Tollgate.Tests.Support;
using YamlDotNet.Serialization;

namespace Tollgate.Tests.Providers.Cohere;

/// <summary>Cohere's own description of its API, as far as requests go.</summary>
internal static class CohereSpec
{
    public const string File = "cohere.openapi.yaml";

    /// <param name="path">As in <c>/v2/chat</c>.</param>
    /// <param name="request">A body.</param>
    public static async Task<IReadOnlyList<string>> FindProblemsAsync(string path, JsonNode request)
    {
        var description = Read();
        var schema = new JsonObject
        {
            ["definitions"] = description["components"]!["schemas"]!.DeepClone(),
            ["allOf"] = new JsonArray(description["paths"]![path]!["post"]!["requestBody"]!["content"]!["application/json"]!["schema"]!.DeepClone()),
        };
        Simplify(schema);
        var validator = await JsonSchema.FromJsonAsync(schema.ToJsonString().Replace("#/components/schemas/", "#/definitions/", StringComparison.Ordinal));
        return [.. validator.Validate(request.ToJsonString()).Select(problem => problem.ToString())];
    }

    private static JsonNode Read()
    {
        var yaml = System.IO.File.ReadAllText(SharedSpecs.PathOf(File)!);
        return Node(new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize<object>(yaml))!;
    }

    private static JsonNode? Node(object? value) => value switch
    {
        IDictionary<object, object?> members => new JsonObject(members.Select(member => KeyValuePair.Create($"{member.Key}", Node(member.Value)))),
        IList<object?> items => new JsonArray([.. items.Select(Node)]),
        _ => JsonSerializer.SerializeToNode(value),
    };

    /// <summary>
    /// Takes out what belongs to OpenAPI and not to JSON Schema. Alternatives that only a discriminator tells apart may both match
    /// without it.
    /// </summary>
    private static void Simplify(JsonNode? node)
    {
        if (node is JsonObject members)
        {
            if (members.ContainsKey("discriminator") && members.Remove("oneOf", out var alternatives))
            {
                members["anyOf"] = alternatives;
            }

            foreach (var name in members.Select(member => member.Key).Where(name => name is "discriminator" or "writeOnly" || name.StartsWith("x-", StringComparison.Ordinal)).ToArray())
            {
                members.Remove(name);
            }
        }

        foreach (var child in node is JsonObject parent ? parent.Select(member => member.Value) : node as JsonArray ?? [])
        {
            Simplify(child);
        }
    }
}
