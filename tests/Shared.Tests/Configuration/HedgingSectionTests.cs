namespace Tollgate.Tests.Configuration;

public sealed class HedgingSectionTests
{
    [Theory]
    [InlineData("""{ "delayMs": 250 }""", true, 250)]
    [InlineData("""{}""", true, 1000)]
    [InlineData("""{ "enabled": false }""", false, 1000)]
    public void Read_WhatIsGiven_IsTheModelsOwn(string hedging, bool enabled, int delayMs)
    {
        var read = TestInputs.LoadValid(Text(hedging)).Models["m"].Hedging!;

        Assert.Equal((enabled, delayMs), (read.IsEnabled, read.Delay.TotalMilliseconds));
    }

    [Theory]
    [InlineData("""{ "delayMs": 0 }""", "models.m.hedging.delayMs")]
    [InlineData("""{ "delayMs": 60001 }""", "models.m.hedging.delayMs")]
    [InlineData("""{ "afterMs": 5 }""", "models.m.hedging.afterMs")]
    public void Read_WhatMakesNoSense_IsAnErrorWithItsPath(string hedging, string path) =>
        Assert.StartsWith(path, Assert.Single(TestInputs.Errors(Text(hedging))), StringComparison.Ordinal);

    [Fact]
    public void Read_OfAModelWithOneTarget_IsSaidToHaveNoEffect() =>
        Assert.Contains(TestInputs.Load(Text("{}", "\"a/x\"")).Notices, notice => notice.StartsWith("models.m.hedging: has no effect", StringComparison.Ordinal));

    [Theory]
    [InlineData(120, true)]
    [InlineData(119, false)]
    public void Read_ProviderMayTakeAllTheTimeOfARequest_IsSaid(int seconds, bool isSaid)
    {
        var notices = TestInputs.Load($$"""
            {
              "server": { "timeoutSeconds": 120 },
              "providers": { "a": { "type": "custom", "baseUrl": "http://a.test/v1", "timeoutSeconds": {{seconds}}, "models": [{ "id": "x", "price": { "input": 1, "output": 1 } }] } }
            }
            """).Notices;

        Assert.Equal(isSaid, notices.Any(notice => notice.StartsWith("providers.a.timeoutSeconds: is 120", StringComparison.Ordinal)));
    }

    private static string Text(string hedging, string targets = "\"a/x\", \"b/x\"") => $$"""
        {
          "providers": {
            "a": { "type": "custom", "baseUrl": "http://a.test/v1", "models": [{ "id": "x", "price": { "input": 1, "output": 1 } }] },
            "b": { "type": "custom", "baseUrl": "http://b.test/v1", "models": [{ "id": "x", "price": { "input": 1, "output": 1 } }] }
          },
          "models": { "m": { "targets": [{{targets}}], "hedging": {{hedging}} } }
        }
        """;
}
