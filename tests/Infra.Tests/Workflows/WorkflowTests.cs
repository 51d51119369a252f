namespace Tollgate.Tests.Workflows;

public sealed class WorkflowTests
{
    public static TheoryData<string> Paths => [.. Workflow.All.Select(workflow => workflow.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Workflow_EveryRule_IsKept(string path) => Assert.Empty(WorkflowRules.Check(Find(path)));

    [Theory]
    [InlineData("jobs: {}", "permissions")]
    [InlineData("permissions: {}\njobs: { a: { needs: b, timeout-minutes: 1 } }", "no job")]
    [InlineData("permissions: {}\njobs: { a: { steps: [] } }", "no time limit")]
    [InlineData("permissions: {}\njobs: { a: { timeout-minutes: 1, steps: [{ uses: actions/checkout@main }] } }", "not pinned")]
    [InlineData("permissions: {}\njobs: { a: { uses: ./.github/workflows/none.yml } }", "does not exist")]
    [InlineData("permissions: {}\njobs: { a: { timeout-minutes: 1, steps: [{ run: bash scripts/none.sh }] } }", "does not exist")]
    [InlineData("permissions: {}\njobs: { a: { timeout-minutes: 1, steps: [{ run: 'echo ${{ github.ref }}' }] } }", "stands in a script")]
    [InlineData("permissions: {}\njobs: { a: { timeout-minutes: 1, if: inputs.none } }", "no input")]
    [InlineData("permissions: {}\njobs: { a: { timeout-minutes: 1 }, b: { timeout-minutes: 1, if: needs.a.outputs.x } }", "no output")]
    public void Rules_WhatTheyForbid_IsFound(string yaml, string finding) =>
        Assert.Contains(WorkflowRules.Check(Workflow.Parse("x.yml", yaml)), line => line.Contains(finding, StringComparison.Ordinal));

    [Fact]
    public void Release_Production_ComesAfterStagingAndPackageAfterCi()
    {
        var release = Find(".github/workflows/release.yml");

        Assert.Equal(["staging"], release.NeedsOf("production"));
        Assert.Equal(["package"], release.NeedsOf("staging"));
        Assert.Equal(["ci"], release.NeedsOf("package"));
    }

    /// <summary>Approval is a rule of the GitHub environment, so every deployment has to run in one, and without a stored secret.</summary>
    [Fact]
    public void Deploy_Job_RunsInAnEnvironmentAndLogsInByOidc()
    {
        var deploy = Find(".github/workflows/deploy.yml");

        Assert.Equal("${{ inputs.environment }}", (string?)deploy.Jobs["deploy"]!["environment"]);
        Assert.Equal("write", (string?)deploy.Root["permissions"]!["id-token"]);
        Assert.DoesNotContain("secrets.", deploy.Root.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Rollback_Job_LeavesTheInfrastructureAlone()
    {
        var rollback = Find(".github/workflows/rollback.yml");

        Assert.Equal("false", rollback.Jobs["deploy"]!["with"]!["provision"]!.ToString());
        Assert.Contains("gh workflow run rollback.yml", Repository.Read("scripts/rollback.sh"), StringComparison.Ordinal);
    }

    private static Workflow Find(string path) => Workflow.All.Single(workflow => workflow.Path == path);
}
