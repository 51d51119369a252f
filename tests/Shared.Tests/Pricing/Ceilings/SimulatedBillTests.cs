using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Pricing.Ceilings;
using Tollgate.Providers.Upstream;
using Tollgate.Tests.Support;
using Tollgate.UpstreamSimulator;

namespace Tollgate.Tests.Pricing.Ceilings;

/// <summary>Ceilings, bounds and what an upstream with a tokenizer of its own then bills.</summary>
public sealed class SimulatedBillTests
{
    private const string Story = "\"Tell me a long story about tolls, gates and all the people who pay for passing through them 水😀.\"";

    [Theory]
    [InlineData("sim-chat", "", Story)]
    [InlineData("sim-chat", "\"n\":4,", Story)]
    [InlineData("sim-chat", "\"max_tokens\":3,", Story)]
    [InlineData("sim-reasoning", "\"max_completion_tokens\":9,", Story)]
    [InlineData("sim-chat", "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"object\"}}}],", Story)]
    [InlineData("sim-chat", "", "[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AAAA\"}}]")]
    [InlineData("sim-chat", "", "\"\"")]
    public async Task Ask_AnyChat_IsBilledNoMoreThanItsCeiling(string model, string members, string content)
    {
        await using var upstream = await SimulatorHost.StartAsync();
        var deployment = CreateDeployment(upstream, model);
        var request = CreateRequest(members, content);
        var ceiling = CostCeiling.Of(request.Facts, Operation.Chat, deployment);

        await AskAsync(request, deployment);

        Assert.InRange(upstream.BilledUsage.PromptTokens, 1, ceiling.InputTokens);
        Assert.InRange(upstream.BilledUsage.CompletionTokens, 0, ceiling.OutputTokens);
    }

    [Theory]
    [InlineData("sim-chat", "")]
    [InlineData("sim-chat", "\"max_tokens\":500,\"n\":2,")]
    [InlineData("sim-reasoning", "")]
    [InlineData("sim-reasoning", "\"max_completion_tokens\":null,")]
    public async Task Ask_ClampedToWhatIsLeft_IsBilledWithinIt(string model, string members)
    {
        await using var upstream = await SimulatorHost.StartAsync();
        var deployment = CreateDeployment(upstream, model);
        var request = CreateRequest(members, Story);
        var whole = CostCeiling.Of(request.Facts, Operation.Chat, deployment);
        var left = (whole with { OutputBound = 16 }).Cost;

        var within = Affordable.Within(whole, left.NanoUsd, tokens: null, minimum: 16)!.Value;
        await AskAsync(request, deployment, within.OutputBound);

        Assert.Equal((16L, 16 * whole.Choices), (within.OutputBound, upstream.BilledUsage.CompletionTokens));
        var billed = new TokenUsage { Input = upstream.BilledUsage.PromptTokens, Output = upstream.BilledUsage.CompletionTokens };
        Assert.True(Cost.Of(billed, deployment.Info.Price) <= left);
    }

    private static async Task AskAsync(GatewayRequest request, Deployment deployment, long? bound = null)
    {
        using var http = new UpstreamHttp();
        await using var answer = await TestGateway.OpenAIProvider(http, TimeProvider.System).AskAsync(TestGateway.Attempt(request, deployment, bound), CancellationToken.None);
    }

    private static GatewayRequest CreateRequest(string members, string content) =>
        TestGateway.Request($$"""{"model":"m",{{members}}"messages":[{"role":"user","content":{{content}}}]}""", TimeProvider.System);

    private static Deployment CreateDeployment(SimulatorHost upstream, string model) => TestGateway.Deployment() with
    {
        Provider = TestGateway.Provider(baseUrl: upstream.OpenAIBaseUrl),
        UpstreamModel = model,
        Info = CeilingCases.Model with { Id = model },
    };
}
