using System.Text.Json;
using Tollgate.Endpoints.OpenApi;

namespace Tollgate.Tests.Endpoints.OpenApi;

/// <summary>The document as it is served, and ways through it.</summary>
internal static class Description
{
    public static JsonElement Root { get; } = JsonDocument.Parse(OpenApiDocument.Read()).RootElement;

    public static JsonElement Schemas => Root.GetProperty("components").GetProperty("schemas");

    public static IEnumerable<DescribedOperation> Operations =>
        from path in Root.GetProperty("paths").EnumerateObject()
        from method in path.Value.EnumerateObject()
        select new DescribedOperation(path.Name, method.Name, method.Value);

    public static DescribedOperation Operation(string id) => Operations.Single(operation => operation.Id == id);

    /// <summary>What an element is, or what it refers to.</summary>
    public static JsonElement Resolve(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("$ref", out var reference) ? Target(reference.GetString()!) : element;

    /// <exception cref="KeyNotFoundException">Nothing is there.</exception>
    public static JsonElement Target(string reference) =>
        reference.Split('/').Skip(1).Aggregate(Root, (element, name) => element.GetProperty(name));

    /// <summary>Every member of every object below an element, wherever it is.</summary>
    public static IEnumerable<JsonProperty> Members(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Members(member.Value).Prepend(member)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Members),
        _ => [],
    };
}
