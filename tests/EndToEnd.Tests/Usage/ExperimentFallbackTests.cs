using System.Text.Json;
using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Usage;

/// <summary>An arm whose provider is down costs its users nothing but the attempt.</summary>
public abstract class ExperimentFallbackTests : FreshGateway
{
    [Fact]
    public async Task Experiment_ArmIsDown_IsAnsweredByTheModelAndCountedAsTheArmsFallbacks()
    {
        var replies = new List<Reply>();
        for (var i = 0; i < 12; i++)
        {
            replies.Add(await Gateway.SendAsync(Ask.Whole("Hi") with { User = $"user-{i}" }));
        }

        Assert.All(replies, reply => Assert.Equal((200, "gpt-4o"), (reply.Status, reply.Headers["x-tollgate-model"])));
        var inArm = replies.Count(reply => reply.Headers["x-tollgate-experiment"] == "outage=down");
        Assert.InRange(inArm, 1, 11);
        Assert.Equal(inArm, replies.Count(reply => reply.Headers["x-tollgate-attempts"] == "2"));
        var arms = (await Gateway.BookedAsync("/v1/experiments/outage", TestKeys.Admin)).GetProperty("arms");
        Assert.Equal((0, 0), Figures(arms[0]));
        Assert.Equal((inArm, 0), Figures(arms[1]));
    }

    private protected static string WithArmThatIsDown(string configuration) => configuration.Replace(
        "\"routing\": { \"retries\": { \"maxAttempts\": 1 } }",
        """
        "routing": {
          "experiments": { "outage": { "model": "chat", "arms": [{ "name": "control", "target": "chat" }, { "name": "down", "target": "unreachable" }] } }
        }
        """,
        StringComparison.Ordinal);

    private static (int Fallbacks, int Errors) Figures(JsonElement arm) => (arm.GetProperty("fallbacks").GetInt32(), arm.GetProperty("errors").GetInt32());
}

public sealed class SelfHostExperimentFallbackTests : ExperimentFallbackTests
{
    private protected override GatewayUnderTest Create() => new SelfHostGateway { Configure = WithArmThatIsDown };
}

public sealed class FunctionAppExperimentFallbackTests : ExperimentFallbackTests
{
    private protected override GatewayUnderTest Create() => new FunctionAppGateway { Configure = WithArmThatIsDown };
}
