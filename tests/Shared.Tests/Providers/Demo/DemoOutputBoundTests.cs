using System.Text.Json;
using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Pricing.Ceilings;
using Tollgate.Providers;
using Tollgate.Providers.Completions;
using Tollgate.Providers.Demo;
using Tollgate.Testing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Providers.Demo;

public sealed class DemoOutputBoundTests
{
    private const string Tools = "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"get_the_weather\",\"parameters\":{}}}],";

    [Theory]
    [InlineData("demo", "")]
    [InlineData("demo", Tools)]
    [InlineData("demo-reasoning", "")]
    [InlineData("demo-reasoning", Tools)]
    [InlineData("demo", "\"n\":3,")]
    public async Task Ask_BoundedAnswer_BillsNoMore(string model, string members)
    {
        for (var bound = 1; bound <= 20; bound++)
        {
            var request = CreateRequest($$"""{"model":"m",{{members}}"messages":[{"role":"user","content":"Tell me a story about tolls."}]}""");
            await using var answer = await CreateDemo().AskAsync(TestGateway.Attempt(request, CreateDeployment(model), bound), CancellationToken.None);

            Assert.InRange(answer.Usage!.Value.TotalOutput, 0, bound * request.Facts.Cost.Choices);
        }
    }

    [Fact]
    public async Task Ask_PromptOverTheContext_IsRefused()
    {
        var request = CreateRequest($$"""{"model":"m","messages":[{"role":"user","content":"{{new string('x', 800_000)}}"}]}""");

        var refused = await Assert.ThrowsAsync<RefusalException>(() => CreateDemo().AskAsync(TestGateway.Attempt(request, CreateDeployment("demo")), CancellationToken.None));

        Assert.Equal("context_length_exceeded", refused.Refusal.Code);
    }

    [Theory]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"hi"}]}""")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"data:image/png;base64,AAAA"}],"n":4}""")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}]}""")]
    [InlineData("""{"model":"m","max_tokens":3,"messages":[{"role":"user","content":"Tell me a story about tolls."}]}""")]
    public async Task Ask_AnyChat_CostsNoMoreThanItsCeiling(string json)
    {
        var request = CreateRequest(json);
        foreach (var model in (string[])["demo", "demo-reasoning"])
        {
            var deployment = CreateDeployment(model);
            var ceiling = CostCeiling.Of(request.Facts, Operation.Chat, deployment);

            await using var answer = await CreateDemo().AskAsync(TestGateway.Attempt(request, deployment), CancellationToken.None);

            Assert.InRange(answer.Usage!.Value.Total, 1, ceiling.Tokens);
            Assert.InRange(Cost.Of(answer.Usage!.Value, deployment.Info.Price).NanoUsd, 1, ceiling.Cost.NanoUsd);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"max_tokens\":600,")]
    [InlineData("\"max_completion_tokens\":null,")]
    public async Task Ask_CompletionOverChat_IsBoundedToo(string members)
    {
        var request = CreateRequest($$"""{"model":"m",{{members}}"prompt":"Tell me a story about tolls."}""", Operation.Completions);

        await using var answer = await new CompletionsOverChat(CreateDemo()).AskAsync(TestGateway.Attempt(request, CreateDeployment("demo"), bound: 5), CancellationToken.None);

        using var body = JsonDocument.Parse(((WholeAnswer)answer).Body);
        Assert.Equal("length", body.RootElement.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.Equal(5, answer.Usage!.Value.Output);
    }

    private static DemoProvider CreateDemo() => new(new ManualTimeProvider());

    private static Deployment CreateDeployment(string model) =>
        TestGateway.Deployment(TestGateway.Provider("demo"), model) with { Info = ModelCatalogue.Default.Find("demo", model)! };

    private static GatewayRequest CreateRequest(string json, Operation operation = Operation.Chat) =>
        TestGateway.Request(json, new ManualTimeProvider(), operation);
}
