using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tollgate.Pipeline;
using Tollgate.Tests.Configuration;

namespace Tollgate.Tests.Endpoints.OpenApi;

public sealed partial class ErrorCodeTests
{
    [Fact]
    public void Codes_OfTheDocumentAndOfTheSources_AreTheSame() =>
        Assert.Equal(EmittedCodes().Distinct().Order(), DescribedCodes().Order());

    [Fact]
    public void Codes_EachHaveAnExample() => Assert.Equal(DescribedCodes().Order(), Examples().Select(example => example.Name).Distinct().Order());

    [Fact]
    public void Page_TellsOfEveryCode()
    {
        var page = Repository.Read("docs/http-api.md");

        Assert.All(DescribedCodes(), code => Assert.Contains($"`{code}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Examples_AreNamedByTheirCodeAndHaveATypeOfTheGateways()
    {
        var types = typeof(ErrorTypes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!).ToArray();

        Assert.All(Examples(), example =>
        {
            var error = example.Value.GetProperty("value").GetProperty("error");
            Assert.Equal(example.Name, error.GetProperty("code").GetString());
            Assert.Contains(error.GetProperty("type").GetString(), types);
        });
    }

    private static IEnumerable<string> DescribedCodes() => Description.Schemas.GetProperty("ErrorCode").GetProperty("anyOf")[0]
        .GetProperty("enum").EnumerateArray().Select(code => code.GetString()!);

    /// <summary>Examples of all answers that have the error envelope.</summary>
    private static IEnumerable<JsonProperty> Examples() =>
        from response in Description.Root.GetProperty("components").GetProperty("responses").EnumerateObject()
        let json = response.Value.GetProperty("content").GetProperty("application/json")
        where json.GetProperty("schema").TryGetProperty("$ref", out var schema) && schema.ValueEquals("#/components/schemas/Error")
        from example in json.GetProperty("examples").EnumerateObject()
        select example;

    private static IEnumerable<string> EmittedCodes() => Repository.Sources("src")
        .SelectMany(source => Calls().Matches(source).Concat(UpstreamCodes().Matches(source)).Select(match => match.Groups["code"].Value)
            .Concat(Assignments().Matches(source).SelectMany(assignment => Chosen().Matches(assignment.Value)).Select(match => match.Groups["code"].Value)));

    /// <summary>The first argument of what makes refusals.</summary>
    [GeneratedRegex(@"\b(?:Invalid|Upstream|Unauthorized)\(\s*""(?<code>[a-z0-9_]+)""")]
    private static partial Regex Calls();

    /// <summary>Codes that reach a refusal through a variable all begin so.</summary>
    [GeneratedRegex(@"""(?<code>upstream_[a-z_]+)""")]
    private static partial Regex UpstreamCodes();

    [GeneratedRegex(@"\bCode = [^,;]+")]
    private static partial Regex Assignments();

    /// <summary>A literal that is taken and not compared with.</summary>
    [GeneratedRegex(@"(?<![=!]= |is )""(?<code>[a-z0-9_]+)""")]
    private static partial Regex Chosen();
}
