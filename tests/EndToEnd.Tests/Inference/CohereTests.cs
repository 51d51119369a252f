using System.Text.RegularExpressions;
using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Inference;

/// <summary>Cohere's own wire behind the gateway: what clients get is priced by what Cohere billed.</summary>
public abstract partial class CohereTests(Func<Func<string, string>, GatewayUnderTest> create) : IAsyncLifetime
{
    private readonly GatewayUnderTest _gateway = create(WithCohere);

    public Task InitializeAsync() => _gateway.InitializeAsync();

    public Task DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chat_Answered_CostsItsBilledUnits(bool stream)
    {
        var reply = await _gateway.SendAsync(stream ? Ask.Stream("Grüße 🌍", "cohere") : Ask.Whole("Grüße 🌍", "cohere"));

        var billed = _gateway.Simulator.Requests[^1].Billed;
        Assert.Equal("Écho 1: „Grüße 🌍“ — 你好 🌍.", reply.Content);
        Assert.Equal(((billed.PromptTokens * 3m) + (billed.CompletionTokens * 11m)) / 1_000_000m, reply.Cost);
        Assert.StartsWith("trace_", reply.Headers["x-tollgate-upstream-request-id"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Completions_OfAPrompt_AreChatsUnderneath()
    {
        var reply = await _gateway.SendAsync(Call.Post("/v1/completions", """{"model":"cohere","prompt":"Hi"}"""));

        Assert.Equal("/v2/chat", _gateway.Simulator.Requests[^1].Path);
        Assert.Equal("Écho 1: „Hi“ — 你好 🌍.", reply.Json.GetProperty("choices")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Embeddings_Answered_CostTheirBilledUnits()
    {
        var reply = await _gateway.SendAsync(Call.Post("/v1/embeddings", """{"model":"cohere-embed","input":["One","Two"],"dimensions":256}"""));

        Assert.Equal(256, reply.Json.GetProperty("data")[1].GetProperty("embedding").GetArrayLength());
        Assert.Equal(_gateway.Simulator.Requests[^1].Billed.PromptTokens * 0.12m / 1_000_000m, reply.Cost);
    }

    [Fact]
    public async Task UnsupportedParameter_IsRefusedOrDroppedAsTheTenantWants()
    {
        var call = new Call { Text = Ask.Body("Hi", "cohere", ("n", 2)) };

        var refused = await _gateway.SendAsync(call with { Key = TestKeys.Beta });
        var dropped = await _gateway.SendAsync(call);

        Assert.Equal((400, "unsupported_parameter"), (refused.Status, refused.ErrorCode));
        Assert.Equal((200, "n"), (dropped.Status, dropped.Headers["x-tollgate-dropped-parameters"]));
    }

    [Fact]
    public async Task CutStream_IsAnErrorAndNoEnd()
    {
        var reply = await _gateway.SendAsync(Ask.Stream("Hi [simulate: cut-after-4]", "cohere"));

        Assert.DoesNotContain("[DONE]", reply.Events);
        Assert.Contains("upstream_", reply.Events[^1], StringComparison.Ordinal);
    }

    private static string WithCohere(string configuration)
    {
        var simulator = SimulatorRoot().Match(configuration).Value;
        var cohere = $$"""
            "cohere": {
              "baseUrl": "{{simulator}}/v2", "apiKey": "${SIMULATOR_API_KEY}",
              "models": [
                { "id": "cohere", "modelId": "command-a-03-2025", "price": { "input": 3, "output": 11 } },
                { "id": "cohere-embed", "modelId": "embed-v4.0" }
              ]
            },
            """;
        return configuration
            .Replace("\"providers\": {", "\"providers\": {" + cohere, StringComparison.Ordinal)
            .Replace("\"alpha\": {", "\"alpha\": { \"unsupportedParameters\": \"drop\",", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d{2,}(?=/v1)")]
    private static partial Regex SimulatorRoot();
}

public sealed class SelfHostCohereTests() : CohereTests(configure => new SelfHostGateway { Configure = configure });

public sealed class FunctionAppCohereTests() : CohereTests(configure => new FunctionAppGateway { Configure = configure });
