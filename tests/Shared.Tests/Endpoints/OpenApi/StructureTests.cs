using System.Text.Json;
using System.Text.RegularExpressions;
using Tollgate.Health;

namespace Tollgate.Tests.Endpoints.OpenApi;

public sealed partial class StructureTests
{
    /// <summary>Answers that belong to no path of the table: OpenAPI has no other place for them.</summary>
    private static readonly string[] OfNoPath = ["#/components/responses/MethodNotAllowed", "#/components/responses/UnknownUrl"];

    [Fact]
    public void Document_AsServed_IsOpenApi31OfThisVersion()
    {
        Assert.StartsWith("3.1.", Description.Root.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal(HealthReporter.Version, Description.Root.GetProperty("info").GetProperty("version").GetString());
    }

    [Fact]
    public void References_AndComponents_MatchBothWays()
    {
        var components =
            from kind in Description.Root.GetProperty("components").EnumerateObject()
            where kind.Name != "securitySchemes"
            from component in kind.Value.EnumerateObject()
            select $"#/components/{kind.Name}/{component.Name}";

        Assert.Equal(components.Order(), References().Concat(OfNoPath).Distinct().Order());
        Assert.All(References(), reference => Assert.Equal(JsonValueKind.Object, Description.Target(reference).ValueKind));
    }

    [Fact]
    public void Operations_HaveASummaryAndADeclaredTag()
    {
        var tags = Description.Root.GetProperty("tags").EnumerateArray().Select(tag => tag.GetProperty("name").GetString()).ToArray();

        Assert.All(Description.Operations, operation =>
        {
            Assert.False(string.IsNullOrWhiteSpace(operation.Json.GetProperty("summary").GetString()));
            Assert.Contains(Assert.Single(operation.Json.GetProperty("tags").EnumerateArray()).GetString(), tags);
        });
    }

    [Fact]
    public void Parameters_AreNamedPlacedTypedAndUnique() => Assert.All(Description.Operations, operation =>
    {
        var inPath = operation.Parameters.Where(parameter => parameter.GetProperty("in").ValueEquals("path")).ToArray();
        Assert.All(inPath, parameter => Assert.True(parameter.GetProperty("required").GetBoolean()));
        Assert.Equal(
            Placeholder().Matches(operation.Path).Select(match => match.Groups[1].Value),
            inPath.Select(parameter => parameter.GetProperty("name").GetString()));
        Assert.All(operation.Parameters, parameter => Assert.True(parameter.TryGetProperty("schema", out _)));
        Assert.Distinct(operation.Parameters.Select(parameter => (parameter.GetProperty("in").GetString(), parameter.GetProperty("name").GetString())));
    });

    [Fact]
    public void Responses_HaveADescriptionASchemaAndTheHeadersOfEveryResponse() => Assert.All(AllResponses(), response =>
    {
        Assert.False(string.IsNullOrWhiteSpace(response.GetProperty("description").GetString()));
        Assert.All(response.GetProperty("content").EnumerateObject(), content => Assert.True(content.Value.TryGetProperty("schema", out _)));
        Assert.True(response.GetProperty("headers").TryGetProperty("x-request-id", out _));
        Assert.True(response.GetProperty("headers").TryGetProperty("x-tollgate-overhead-ms", out _));
    });

    [Fact]
    public void Schemas_RequireOnlyMembersThatTheyDescribe() => Assert.All(ObjectSchemas(), schema => Assert.All(
        schema.GetProperty("required").EnumerateArray(),
        member => Assert.True(schema.GetProperty("properties").TryGetProperty(member.GetString()!, out _), member.GetString())));

    private static IEnumerable<JsonElement> AllResponses() =>
        Description.Operations.SelectMany(operation => operation.Responses.Select(response => response.Json))
            .Concat(OfNoPath.Select(Description.Target));

    private static IEnumerable<JsonElement> ObjectSchemas() => Description.Members(Description.Schemas)
        .Select(member => member.Value)
        .Where(schema => schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("properties", out _) && schema.TryGetProperty("required", out _));

    private static IEnumerable<string> References() => Description.Members(Description.Root)
        .Where(member => member.Name == "$ref")
        .Select(member => member.Value.GetString()!);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();
}
