using System.Text;
using System.Text.Json.Nodes;
using Tollgate.Health;

namespace Tollgate.Endpoints.OpenApi;

internal static class OpenApiDocument
{
    /// <summary>The embedded OpenAPI 3.1 description with this build's version in it, as UTF-8 JSON.</summary>
    public static byte[] Read()
    {
        using var stream = typeof(OpenApiDocument).Assembly.GetManifestResourceStream("Tollgate.Endpoints.OpenApi.openapi.json")!;
        var document = JsonNode.Parse(stream)!;
        document["info"]!["version"] = HealthReporter.Version;
        return Encoding.UTF8.GetBytes(document.ToJsonString());
    }
}
