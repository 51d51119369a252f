using System.Text.Json;

namespace Tollgate.Tests.Endpoints.OpenApi;

public sealed class ExampleTests
{
    [Fact]
    public async Task Examples_OfBodies_FitTheirSchemas()
    {
        var seen = 0;
        foreach (var (name, schema, body) in Bodies())
        {
            var problems = await SchemaCheck.FindProblemsAsync(schema, body);
            Assert.True(problems.Count == 0, $"{name}: {string.Join("; ", problems)}");
            seen++;
        }

        Assert.True(seen > 60, $"Only {seen} examples were found.");
    }

    private static IEnumerable<(string Name, JsonElement Schema, string Body)> Bodies() =>
        from contents in Description.Members(Description.Root)
        where contents.Name == "content" && contents.Value.ValueKind == JsonValueKind.Object
        from content in contents.Value.EnumerateObject()
        where content.Name.Contains('/', StringComparison.Ordinal) && content.Value.TryGetProperty("examples", out _)
        from example in content.Value.GetProperty("examples").EnumerateObject()
        let value = example.Value.GetProperty("value")
        from body in content.Name == "text/event-stream" ? EventData(value.GetString()!) : [value.GetRawText()]
        select (example.Name, content.Value.GetProperty("schema"), body);

    private static IEnumerable<string> EventData(string stream) => stream.Split('\n')
        .Where(line => line.StartsWith("data: ", StringComparison.Ordinal) && line != "data: [DONE]")
        .Select(line => line["data: ".Length..]);
}
