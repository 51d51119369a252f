namespace Tollgate.Tests.Bicep.Rules;

public sealed class HouseRuleTests
{
    private static readonly IHouseRule[] Rules = [new ApiVersionRule(), new NoKeysRule(), new ModuleRule(), new SymbolRule(), new TransportRule()];

    [Fact]
    public void Deployment_EveryFile_KeepsTheHouseRules() => Assert.Empty(Findings(Template.Deployment));

    [Theory]
    [InlineData("resource a 'Microsoft.Web/sites@2019-08-01' existing = { name: 'x' }\noutput b string = a.id", "API version 2019-08-01")]
    [InlineData("resource a 'Microsoft.Web/sites@2025-03-01' existing = {\n  name: 'x'\n  resource b 'config@2019-08-01' existing = { name: 'y' }\n}\noutput c string = a::b.id", "version of its own")]
    [InlineData("resource a 'Microsoft.Unknown/things@2025-03-01' existing = { name: 'x' }\noutput b string = a.id", "one of the list")]
    [InlineData("resource a 'Microsoft.Storage/storageAccounts@2025-06-01' existing = { name: 'x' }\nvar b = a.listKeys()\noutput c string = b", "asks for keys")]
    [InlineData("resource a 'Microsoft.Insights/components@2020-02-02' existing = { name: 'x' }\noutput b string = a.properties.ConnectionString", "gives away ConnectionString")]
    [InlineData("@secure()\nparam token string\noutput b string = token", "gives away token")]
    [InlineData("param apiKey string\nvar b = apiKey\noutput c int = length(b)", "has to be @secure()")]
    [InlineData("@secure()\nparam token string = 'x'\nvar b = empty(token)\noutput c bool = b", "has a default")]
    [InlineData("module a 'br/public:avm/res/web/site:1.0.0' = { name: 'x' }", "no file of this repository")]
    [InlineData("module a 'other.bicep' = {\n  name: 'x'\n  params: { nothing: 1 }\n}", "no parameter nothing")]
    [InlineData("module a 'other.bicep' = { name: 'x' }", "needs the parameter needed")]
    [InlineData("module a 'other.bicep' = {\n  name: 'x'\n  params: { needed: 1 }\n}\noutput b int = a.outputs.missing", "no output missing")]
    [InlineData("output a string = b", "b is not declared")]
    [InlineData("output a array = [for x in [1]: y]", "y is not declared")]
    [InlineData("output a array = [for x in [1]: x]\noutput b int = x", "main.bicep(2): x is not declared")]
    [InlineData("output a string = frobnicate()", "frobnicate() is not known")]
    [InlineData("param a string", "a is declared but not used")]
    [InlineData("var a = 1", "a is declared but not used")]
    [InlineData("resource a 'Microsoft.Web/sites@2025-03-01' = {\n  name: 'x'\n  properties: { httpsOnly: false }\n}", "set httpsOnly to True")]
    public void Rules_WhatTheyForbid_IsFound(string text, string finding)
    {
        const string other = "param needed int\noutput there int = needed";

        var findings = Findings(Template.Of([("main.bicep", text), ("other.bicep", other)]));

        Assert.Contains(findings, line => line.Contains(finding, StringComparison.Ordinal));
    }

    private static List<string> Findings(Template template) =>
        [.. template.Files.Values.SelectMany(file => Rules.SelectMany(rule => rule.Check(file, template)))];
}
