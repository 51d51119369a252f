using Tollgate.Configuration;
using Tollgate.Configuration.Reading;

namespace Tollgate.Tests.Configuration;

public sealed class VariableReferenceTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("${A}", "one")]
    [InlineData("x-${A}-${A}-y", "x-one-one-y")]
    [InlineData("${UNSET:-other}", "other")]
    [InlineData("${UNSET:-}", "")]
    [InlineData("${EMPTY:-other}", "other")]
    [InlineData("${A:-other}", "one")]
    [InlineData("$${A}", "${A}")]
    [InlineData("$A costs 5$", "$A costs 5$")]
    public void Expand_Reference_IsReplaced(string text, string expected)
    {
        Assert.Equal(expected, VariableReference.Expand(text, CreateEnvironment(), out var problem));
        Assert.Null(problem);
    }

    [Theory]
    [InlineData("${UNSET}", "needs the environment variable UNSET, which is not set; set it or write ${UNSET:-default}")]
    [InlineData("${EMPTY}", "needs the environment variable EMPTY, which is not set; set it or write ${EMPTY:-default}")]
    [InlineData("${sk-secret}", "has a ${ that begins no ${NAME} or ${NAME:-default}; write $${ for a plain ${")]
    [InlineData("${A", "has a ${ that begins no ${NAME} or ${NAME:-default}; write $${ for a plain ${")]
    public void Expand_WhatCannotBeReplaced_IsAProblem(string text, string expected)
    {
        Assert.Null(VariableReference.Expand(text, CreateEnvironment(), out var problem));
        Assert.Equal(expected, problem);
    }

    [Fact]
    public void Load_ReferenceToUnsetVariable_IsAnErrorAtItsPath() =>
        Assert.Equal(
            ["providers.openai.apiKey: needs the environment variable MY_KEY, which is not set; set it or write ${MY_KEY:-default}"],
            TestInputs.Errors("""{ "providers": { "openai": { "apiKey": "${MY_KEY}" } } }"""));

    private static EnvironmentVariables CreateEnvironment() =>
        new(new Dictionary<string, string> { ["A"] = "one", ["EMPTY"] = "" }, new ConfigurationFindings());
}
