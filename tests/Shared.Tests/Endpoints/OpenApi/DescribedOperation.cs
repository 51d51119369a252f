using System.Text.Json;

namespace Tollgate.Tests.Endpoints.OpenApi;

/// <summary>One operation of the document.</summary>
/// <param name="Path">As in the document, with a leading slash.</param>
/// <param name="Method">In lower case.</param>
/// <param name="Json">The operation.</param>
internal sealed record DescribedOperation(string Path, string Method, JsonElement Json)
{
    public string Id => Json.GetProperty("operationId").GetString()!;

    public IEnumerable<JsonElement> Parameters => Json.GetProperty("parameters").EnumerateArray().Select(Description.Resolve);

    /// <summary>Responses by status, references followed.</summary>
    public IEnumerable<(int Status, JsonElement Json)> Responses => Json.GetProperty("responses").EnumerateObject()
        .Select(response => (int.Parse(response.Name, System.Globalization.CultureInfo.InvariantCulture), Description.Resolve(response.Value)));

    public override string ToString() => Id;
}
