using System.Text.RegularExpressions;
using Tollgate.Configuration;
using Tollgate.Configuration.Profiles;
using Tollgate.Configuration.Reading;
using Tollgate.Pricing;

namespace Tollgate.Tests.Configuration;

public sealed partial class DocumentationTests
{
    private static readonly string Page = Repository.Read("docs/configuration.md");
    private static readonly string RoutingPage = Repository.Read("docs/routing.md");

    public static TheoryData<string, string> Examples
    {
        get
        {
            var examples = new TheoryData<string, string>();
            foreach (var match in Example().Matches(Page).Concat(Example().Matches(RoutingPage)))
            {
                examples.Add(match.Groups["language"].Value, match.Groups["text"].Value);
            }

            return examples;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Example_AsWritten_LoadsAndFitsTheSchema(string language, string text)
    {
        var environment = Variable().Matches(text)
            .Select(match => match.Groups["name"].Value)
            .Distinct()
            .Select(name => (name, $"value-of-{name}"))
            .ToArray();
        var inputs = TestInputs.Create(text, environment) with { FilePath = $"gateway.{language}", Catalogue = ModelCatalogue.Default };

        Assert.Empty(GatewayConfigurationLoader.Load(inputs).Errors);
        Assert.Empty(await SchemaTests.ValidateAsync(language == "yaml" ? YamlText.Parse(text).GetRawText() : text));
    }

    [Fact]
    public void Page_HasExamplesInBothNotations() =>
        Assert.Equal(["json", "yaml"], Example().Matches(Page).Select(match => match.Groups["language"].Value).Distinct());

    [Theory]
    [InlineData("lowest-cost.json")]
    [InlineData("quality.json")]
    public void RoutingPage_ShowsWhatTheReplayRan(string configuration) =>
        Assert.Contains(Repository.Read($"bench/Routing/{configuration}"), RoutingPage, StringComparison.Ordinal);

    [Fact]
    public void Page_NamesEveryTypeAndItsVariables()
    {
        var names = ProviderProfiles.All.SelectMany(profile => profile.KeyVariables.Append(profile.Type).Append(profile.Switch).Append(profile.AddressVariable));

        Assert.All(names.OfType<string>(), name => Assert.Contains($"`{name}`", Page, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^```(?<language>json|yaml)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"\$\{(?<name>[A-Z_]+)\}")]
    private static partial Regex Variable();
}
