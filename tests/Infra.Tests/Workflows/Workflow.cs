using System.Text.Json.Nodes;
using Tollgate.Tests.Files;

namespace Tollgate.Tests.Workflows;

/// <param name="Path">Of the file.</param>
/// <param name="Root">What is in it.</param>
internal sealed record Workflow(string Path, JsonObject Root)
{
    public static IReadOnlyList<Workflow> All { get; } =
        [.. Repository.Files(".github/workflows", "*.yml").Select(path => Parse(path, Repository.Read(path)))];

    public static Workflow Parse(string path, string yaml) => new(path, JsonNode.Parse(Schema.YamlToJson(yaml))!.AsObject());

    public JsonObject Jobs => Root["jobs"]!.AsObject();

    /// <summary>Everything that can start it, with its inputs.</summary>
    public JsonObject Triggers => Root["on"] as JsonObject ?? [];

    public IEnumerable<JsonNode> Steps => Jobs.SelectMany(job => job.Value!["steps"]?.AsArray().OfType<JsonNode>() ?? []);

    /// <summary>Actions and reusable workflows.</summary>
    public IEnumerable<string> Uses => Steps.Concat(Jobs.Select(job => job.Value!)).Select(node => (string?)node["uses"]).OfType<string>();

    public IEnumerable<string> Commands => Steps.Select(step => (string?)step["run"]).OfType<string>();

    public IEnumerable<string> NeedsOf(string job) => Jobs[job]!["needs"] switch
    {
        JsonArray several => several.Select(name => (string)name!),
        JsonValue one => [(string)one!],
        _ => [],
    };
}
