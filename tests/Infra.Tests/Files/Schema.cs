using NJsonSchema;
using YamlDotNet.Serialization;

namespace Tollgate.Tests.Files;

/// <summary>Validates documents of the repository.</summary>
internal static class Schema
{
    /// <returns>What is wrong, each with its path.</returns>
    public static async Task<IReadOnlyList<string>> CheckAsync(string schema, string json)
    {
        var parsed = await JsonSchema.FromJsonAsync(schema);
        return [.. parsed.Validate(json).Select(error => $"{error.Path}: {error.Kind}")];
    }

    public static string YamlToJson(string yaml)
    {
        var document = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize(yaml);
        return new SerializerBuilder().JsonCompatible().Build().Serialize(document!);
    }
}
