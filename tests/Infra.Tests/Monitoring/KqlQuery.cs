using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Tollgate.Tests.Monitoring;

/// <summary>A query of an alert or of the workbook, and the names in it.</summary>
/// <param name="Source">The file, and in the workbook the item.</param>
/// <param name="Text">In the Kusto query language.</param>
internal sealed partial record KqlQuery(string Source, string Text)
{
    public static IReadOnlyList<KqlQuery> All { get; } =
    [
        .. Repository.Files("infra/bicep/queries", "*.kql").Select(path => new KqlQuery(path, Repository.Read(path))),
        .. OfWorkbook(JsonNode.Parse(Repository.Read("infra/bicep/workbook.json"))!, "workbook"),
    ];

    /// <summary>The table that it begins with.</summary>
    public string Table => TableName().Match(Text).Value;

    /// <summary>Keys of <c>customDimensions</c>.</summary>
    public IEnumerable<string> Dimensions => Dimension().Matches(Text).Select(match => match.Groups["name"].Value);

    /// <summary>Names of metrics: what <c>name</c> is compared with.</summary>
    public IEnumerable<string> Metrics => NameComparison().Matches(Text).SelectMany(match => Quoted().Matches(match.Value)).Select(match => match.Groups["text"].Value);

    public IEnumerable<string> Categories => CategoryComparison().Matches(Text).Select(match => match.Groups["text"].Value);

    public IEnumerable<int> Events => EventComparison().Matches(Text)
        .SelectMany(match => match.Groups["ids"].Value.Split(','))
        .Select(id => int.Parse(id, CultureInfo.InvariantCulture));

    private static IEnumerable<KqlQuery> OfWorkbook(JsonNode node, string path)
    {
        var name = (node as JsonObject)?["name"] is JsonValue value ? $"workbook: {value}" : path;
        if (node is JsonObject item && item["query"] is JsonValue query)
        {
            yield return new KqlQuery(name, query.ToString());
        }

        var children = node switch
        {
            JsonObject members => members.Select(member => member.Value),
            JsonArray elements => elements,
            _ => [],
        };
        foreach (var found in children.OfType<JsonNode>().SelectMany(child => OfWorkbook(child, name)))
        {
            yield return found;
        }
    }

    [GeneratedRegex(@"^\w+")]
    private static partial Regex TableName();

    [GeneratedRegex(@"customDimensions(\.(?<name>\w+)|\['(?<name>[^']+)'\])")]
    private static partial Regex Dimension();

    [GeneratedRegex(@"\bname (== '[^']*'|in \([^)]*\))")]
    private static partial Regex NameComparison();

    [GeneratedRegex("'(?<text>[^']*)'")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"customDimensions\.CategoryName == '(?<text>[^']*)'")]
    private static partial Regex CategoryComparison();

    [GeneratedRegex(@"customDimensions\.EventId\) in \((?<ids>[^)]*)\)")]
    private static partial Regex EventComparison();
}
