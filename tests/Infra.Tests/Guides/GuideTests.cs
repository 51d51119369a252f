using System.Text.RegularExpressions;
using Tollgate.Tests.Bicep;
using Tollgate.Tests.Bicep.Syntax;
using Tollgate.Tests.Monitoring;

namespace Tollgate.Tests.Guides;

/// <summary>What the guides name is there.</summary>
public sealed partial class GuideTests
{
    /// <summary>Of SelfHost and of the client's shell, which the README shows too.</summary>
    private static readonly string[] OfOthers = ["TOLLGATE_KEY", "TOLLGATE_STATE", "TOLLGATE_API_KEY", "TOLLGATE_CONFIG"];

    public static TheoryData<string> Paths => [.. Guide.All.Select(guide => guide.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Guide_Links_LeadSomewhere(string path)
    {
        foreach (var link in Find(path).Links)
        {
            var (file, anchor) = link.Split('#') is [var before, var after] ? (before, after) : (link, "");
            var target = file.Length == 0 ? path : Path.Combine(Path.GetDirectoryName(path)!, file);

            Assert.True(Path.Exists(Repository.PathOf(target)), $"{path}: {link}");
            Assert.True(anchor.Length == 0 || new Guide(target, Repository.Read(target)).Anchors.Contains(anchor), $"{path}: {link}");
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Guide_FilesAndVariables_Exist(string path)
    {
        var settings = Repository.Read("infra/bicep/main.parameters.json");

        Assert.All(Find(path).Files, file => Assert.True(File.Exists(Repository.PathOf(file)), file));
        Assert.All(
            Find(path).Variables.Except(OfOthers),
            name => Assert.Contains($"${{{name}=", settings, StringComparison.Ordinal));
    }

    [Fact]
    public void Monitoring_Alerts_AreThoseOfTheTemplate()
    {
        var alerts = Template.Deployment.Files["modules/alerts.bicep"];
        var rules = ((ArrayExpression)alerts.Find<VariableDeclaration>("rules")!.Value).Elements
            .Select(rule => $"tollgate-{((StringExpression)((ObjectExpression)rule)["name"]!).Text}");
        var availability = ((StringExpression)alerts.Find<ResourceDeclaration>("availability")!.Body["name"]!).Text!;
        var told = AlertRow().Matches(Find("docs/operations/monitoring.md").Text).Select(match => match.Groups["name"].Value);

        Assert.Equal(rules.Append(availability).Order(), told.Order());
    }

    [Fact]
    public void Monitoring_NamesOfWhatIsSent_AreEmitted()
    {
        var rows = SentRow().Matches(Find("docs/operations/monitoring.md").Text).Select(match => match.Groups["names"].Value);
        var names = rows.SelectMany(row => Code().Matches(row).Select(match => match.Groups["text"].Value)).ToArray();

        Assert.NotEmpty(names);
        Assert.Empty(names.Where(name => !name.EndsWith('*')).Except(EmittedNames.Telemetry).Except(EmittedNames.LogDimensions));
    }

    [Fact]
    public void Monitoring_Events_AreEmitted()
    {
        var ids = EventRow().Matches(Find("docs/operations/monitoring.md").Text)
            .SelectMany(match => match.Groups["ids"].Value.Split(", "))
            .Select(id => int.Parse(id, null));

        Assert.Empty(ids.Except(EmittedNames.Events));
    }

    private static Guide Find(string path) => Guide.All.Single(guide => guide.Path == path);

    [GeneratedRegex(@"^\| `(?<name>tollgate-[a-z-]+)`", RegexOptions.Multiline)]
    private static partial Regex AlertRow();

    [GeneratedRegex(@"^\| `(traces|customMetrics|dependencies)` \| [^|]+ \| (?<names>[^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex SentRow();

    [GeneratedRegex(@"^\| (?<ids>\d{4}(, \d{4})*) \|", RegexOptions.Multiline)]
    private static partial Regex EventRow();

    [GeneratedRegex("`(?<text>[^`]+)`")]
    private static partial Regex Code();
}
