using Tollgate.Tests.Bicep.Syntax;

namespace Tollgate.Tests.Bicep.Parsing;

/// <summary>The parser takes what Bicep is made of, and says on which line something is not.</summary>
public sealed class BicepParserTests
{
    [Fact]
    public void Parse_EveryStatement_IsInTheTree()
    {
        var file = BicepParser.Parse("""
            targetScope = 'subscription'
            metadata description = 'all of it'

            @description('Where')
            @allowed(['a', 'b'])
            param location string = 'a'
            @secure()
            param secret string?
            param sku 'Basic' | 'Standard'
            param names string[] = []

            var greeting = 'Hello ${toUpper('w${location}')}, it''s'
            """.Replace("it''s", "it\\'s", StringComparison.Ordinal));

        Assert.Equal("subscription", file.TargetScope);
        Assert.Equal(["string", "string?", "'Basic'|'Standard'", "string[]"], file.Parameters.Select(parameter => parameter.Type));
        Assert.Equal([false, false, true, false], file.Parameters.Select(parameter => parameter.IsRequired));
        Assert.True(file.Parameters.Single(parameter => parameter.Name == "secret").Has("secure"));
        var greeting = Assert.IsType<StringExpression>(file.Declarations.OfType<VariableDeclaration>().Single().Value);
        Assert.Equal(["Hello ", ", it's"], greeting.Parts);
        Assert.Contains(greeting.SelfAndDescendants(), node => node is NameExpression { Name: "location" });
    }

    [Fact]
    public void Parse_Resources_WithLoopsConditionsAndChildren_AreFound()
    {
        var file = BicepParser.Parse("""
            resource site 'Microsoft.Web/sites@2025-03-01' existing = {
              name: 'x'
              resource settings 'config' = {
                name: 'appsettings'
              }
            }
            resource rules 'A/b@2025-01-01' = [for (rule, index) in [1, 2]: if (index > 0 && !empty(rule)) {
              name: 'r${index}'
              properties: { ...site.properties, on: true }
            }]
            module network 'modules/network.bicep' = if (true) {
              name: 'network'
              params: {
                ids: [for rule in rules: rule.id]
                first: site::settings.?name ?? site!.id
                picked: filter(rules, rule => rule.name != 'x')[0]
                sum: reduce([], 0, (a, b) => a + b)
                text: '''
            a ${raw} text'''
                choice: true
                  ? 1
                  : 2
              }
            }
            output ids array = [for i in range(0, 2): rules[i].id]
            """);

        Assert.Equal(["site", "settings", "rules"], file.Resources.Select(resource => resource.Name));
        Assert.True(file.Resources.First().IsExisting);
        var parameters = file.Modules.Single().Parameters;
        Assert.Equal(["ids", "first", "picked", "sum", "text", "choice"], parameters.Select(parameter => parameter.Key.Text));
        Assert.Equal("a ${raw} text", ((StringExpression)parameters[4].Value).Text);
        Assert.Equal("?", ((OperatorExpression)parameters[5].Value).Operator);
    }

    /// <summary>However a file is damaged, the parser ends, with a tree or with a line that is in the file.</summary>
    [Fact]
    public void Parse_RealFilesCutAnywhere_EndsWithATreeOrALine()
    {
        foreach (var text in Repository.Files(Template.Folder, "*.bicep").Select(Repository.Read))
        {
            for (var cut = 0; cut < text.Length; cut += 61)
            {
                AssertEnds(text[..cut]);
                AssertEnds(text.Remove(cut, 1));
            }
        }
    }

    [Theory]
    [InlineData("param", 1, "a name")]
    [InlineData("param a string\nvar b 1", 2, "\"=\"")]
    [InlineData("var a = {\n  b: 1 c: 2\n}", 2, "end of the line")]
    [InlineData("var a = [1\n2", 2, "\"]\"")]
    [InlineData("var a = 'text\nvar b = 1", 1, "does not end on its line")]
    [InlineData("var a = '${b", 1, "inside a string")]
    [InlineData("var a = '''text\n\n", 1, "no end")]
    [InlineData("var a = '\\q'", 1, "no escape")]
    [InlineData("/* never\nclosed", 1, "no end")]
    [InlineData("\n\nresource a = {}", 3, "a string")]
    [InlineData("resource a 'A/b@2025-01-01' = 1", 1, "\"{\"")]
    [InlineData("resource a 'A/b@2025-01-01' = [for x of y: {}]", 1, "\"in\"")]
    [InlineData("module a 'b.bicep' = if true {}", 1, "\"(\"")]
    [InlineData("var a = true ? 1", 1, "conditional")]
    [InlineData("var a = f(1 2)", 1, "\",\"")]
    [InlineData("var a = b.", 1, "a name")]
    [InlineData("var a = 1 +", 1, "an expression")]
    [InlineData("var a = 1 var b = 2", 1, "end of the line")]
    [InlineData("var a = 1\nparam a string", 2, "declared twice")]
    [InlineData("var a = {\n  b: 1\n  b: 2\n}", 3, "twice")]
    [InlineData("@secure\nparam a string", 1, "a call")]
    [InlineData("variable a = 1", 1, "a statement")]
    [InlineData("var a = `x`", 1, "not expected")]
    public void Parse_BrokenText_NamesItsLine(string text, int line, string problem)
    {
        var error = Assert.Throws<BicepSyntaxException>(() => BicepParser.Parse(text));

        Assert.Equal(line, error.Line);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    private static void AssertEnds(string text)
    {
        try
        {
            BicepParser.Parse(text);
        }
        catch (BicepSyntaxException error)
        {
            Assert.InRange(error.Line, 1, text.Count(character => character == '\n') + 1);
        }
    }
}
