using System.Text.Json;

namespace Tollgate.Tests.Configuration;

/// <summary>Lists the members that a JSON schema describes, in the notation of the reader's patterns.</summary>
internal static class SchemaPatterns
{
    public static IReadOnlySet<string> Of(JsonElement root)
    {
        var patterns = new HashSet<string>();
        Walk(root, root, "", patterns);
        return patterns;
    }

    private static void Walk(JsonElement root, JsonElement schema, string path, HashSet<string> patterns)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            Walk(root, root.GetProperty("definitions").GetProperty(reference.GetString()!.Split('/')[^1]), path, patterns);
            return;
        }

        if (schema.TryGetProperty("anyOf", out var alternatives))
        {
            foreach (var alternative in alternatives.EnumerateArray())
            {
                Walk(root, alternative, path, patterns);
            }
        }

        if (schema.TryGetProperty("properties", out var properties))
        {
            foreach (var property in properties.EnumerateObject())
            {
                Describe(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}");
            }
        }

        if (schema.TryGetProperty("additionalProperties", out var entries) && entries.ValueKind == JsonValueKind.Object)
        {
            Describe(entries, $"{path}.*");
        }

        if (schema.TryGetProperty("items", out var items))
        {
            Walk(root, items, $"{path}[]", patterns);
        }

        void Describe(JsonElement member, string memberPath)
        {
            patterns.Add(memberPath);
            Walk(root, member, memberPath, patterns);
        }
    }
}
