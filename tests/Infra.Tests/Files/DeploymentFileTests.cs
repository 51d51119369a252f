using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tollgate.Tests.Bicep;
using Tollgate.Tests.Bicep.Syntax;

namespace Tollgate.Tests.Files;

public sealed partial class DeploymentFileTests
{
    [Fact]
    public async Task AzureYaml_Ours_IsValid() =>
        Assert.Empty(await Schema.CheckAsync(SchemaOf("azure.yaml"), Schema.YamlToJson(Repository.Read("azure.yaml"))));

    [SharedSchemaFact]
    public async Task AzureYaml_ByAzdsOwnSchema_IsValid() =>
        Assert.Empty(await Schema.CheckAsync(await File.ReadAllTextAsync(SharedSchemaFactAttribute.Path), Schema.YamlToJson(Repository.Read("azure.yaml"))));

    [Theory]
    [InlineData("name: other", "NotInEnumeration")]
    [InlineData("name: tollgate\nservices: {}", "TooFewProperties")]
    [InlineData("hooks: { preup: { run: x } }", "NoAdditionalPropertiesAllowed")]
    public async Task AzureYaml_WhatIsWrong_IsFound(string yaml, string kind) =>
        Assert.Contains(await Schema.CheckAsync(SchemaOf("azure.yaml"), Schema.YamlToJson(yaml)), error => error.Contains(kind, StringComparison.Ordinal));

    [Fact]
    public void AzureYaml_Paths_Exist()
    {
        var yaml = JsonNode.Parse(Schema.YamlToJson(Repository.Read("azure.yaml")))!;
        var hooks = yaml["hooks"]!.AsObject().SelectMany(hook => new[] { (string)hook.Value!["posix"]!["run"]!, (string)hook.Value!["windows"]!["run"]! });
        var template = $"{yaml["infra"]!["path"]}/{yaml["infra"]!["module"]}.bicep";

        Assert.All([.. hooks, template, $"{yaml["services"]!["gateway"]!["project"]}/FunctionApp.csproj"], path => Assert.True(File.Exists(Repository.PathOf(path)), path));
    }

    [Fact]
    public async Task Parameters_File_IsValid() =>
        Assert.Empty(await Schema.CheckAsync(SchemaOf("parameters"), Repository.Read("infra/bicep/main.parameters.json")));

    [Fact]
    public void Parameters_EveryOne_IsDeclaredAndNoneIsMissing()
    {
        var given = Parameters().Select(parameter => parameter.Key).Order();
        var declared = Template.Deployment.Main.Syntax.Parameters.Select(parameter => parameter.Name).Order();

        Assert.Equal(declared, given);
    }

    [Fact]
    public void Parameters_Defaults_AreTheTemplatesOwn()
    {
        foreach (var (name, value) in Parameters())
        {
            var declaration = Template.Deployment.Main.Find<ParameterDeclaration>(name)!;
            if (Placeholder().Match(value!["value"]!.ToString()) is { Success: true } match && match.Groups["default"].Success)
            {
                Assert.Equal(((StringExpression)declaration.Default!).Text, match.Groups["default"].Value);
            }
        }
    }

    [Theory]
    [InlineData("staging", 100, 0)]
    [InlineData("production", 1000, 2)]
    public async Task Profiles_Sizes_AreValidAndAsPromised(string profile, int dailyBudgetUsd, int alwaysReady)
    {
        var json = Repository.Read($"infra/bicep/profiles/{profile}.json");
        var sizes = JsonNode.Parse(json)!;

        Assert.Empty(await Schema.CheckAsync(Repository.Read("infra/bicep/profiles/profile.schema.json"), json));
        Assert.Equal(dailyBudgetUsd, (int)sizes["dailyBudgetUsd"]!);
        Assert.Equal(alwaysReady, (int)sizes["alwaysReady"]!["http"]!);
        Assert.Equal(profile == "production", (string)sizes["redisSku"]! != "");
    }

    /// <summary>The template takes the sizes as they come; a misspelt one would only show when it is deployed.</summary>
    [Theory]
    [InlineData("staging")]
    [InlineData("production")]
    public void Profiles_EverySizeThatTheTemplateAsksFor_IsThere(string profile)
    {
        var sizes = JsonNode.Parse(Repository.Read($"infra/bicep/profiles/{profile}.json"))!;
        var asked = Template.Deployment.Files.Values.SelectMany(file => file.Syntax.Nodes).OfType<MemberExpression>().ToArray();

        Assert.All(
            asked.Where(member => member.Target is NameExpression { Name: "sizes" }),
            member => Assert.NotNull(sizes[member.Name]));
        Assert.All(
            asked.Where(member => member.Target is MemberExpression { Target: NameExpression { Name: "sizes" } }),
            member => Assert.NotNull(sizes[((MemberExpression)member.Target).Name]![member.Name]));
    }

    [Fact]
    public async Task Workbook_File_IsValid() =>
        Assert.Empty(await Schema.CheckAsync(SchemaOf("workbook"), Repository.Read("infra/bicep/workbook.json")));

    [Theory]
    [InlineData("\"type\": 3", "\"type\": 4")]
    [InlineData("KqlItem/1.0", "KqlItem/2.0")]
    [InlineData("\"visualization\"", "\"visualisation\"")]
    public async Task Workbook_WhatIsWrong_IsFound(string right, string wrong) =>
        Assert.NotEmpty(await Schema.CheckAsync(SchemaOf("workbook"), Repository.Read("infra/bicep/workbook.json").Replace(right, wrong, StringComparison.Ordinal)));

    [Fact]
    public void Workbook_Items_HaveNamesOfTheirOwn()
    {
        var names = JsonNode.Parse(Repository.Read("infra/bicep/workbook.json"))!["items"]!.AsArray().Select(item => (string)item!["name"]!).ToArray();

        Assert.Equal(names.Distinct(), names);
    }

    private static JsonObject Parameters() => JsonNode.Parse(Repository.Read("infra/bicep/main.parameters.json"))!["parameters"]!.AsObject();

    private static string SchemaOf(string name) => Repository.Read($"tests/Infra.Tests/Files/{name}.schema.json");

    [GeneratedRegex(@"^\$\{\w+(=(?<default>[^}]*))?\}$")]
    private static partial Regex Placeholder();
}
