using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Inference;

/// <summary>A gateway in front of the simulated Gemini API.</summary>
public sealed partial class GeminiTests(GeminiTests.GeminiGateway fixture) : IClassFixture<GeminiTests.GeminiGateway>
{
    private readonly SelfHostGateway _gateway = fixture.Gateway;

    [Fact]
    public async Task Chat_WholeAndStreamed_SayTheSameAndCostWhatIsBilled()
    {
        var whole = await _gateway.SendAsync(Ask.Whole("Hello 水 🌍 [simulate: cached-3]", "gemini"));
        var streamed = await _gateway.SendAsync(Ask.Stream("Hello 水 🌍 [simulate: cached-3]", "gemini"));

        Assert.Equal((200, 200), (whole.Status, streamed.Status));
        Assert.Equal("Écho 1: „Hello 水 🌍“ — 你好 🌍.", whole.Content);
        Assert.Equal(whole.Content, streamed.Content);
        Assert.Equal("[DONE]", streamed.Events[^1]);
        var billed = _gateway.Simulator.Requests[^1].Billed;
        Assert.Equal((3, 64), (billed.CachedTokens, billed.ReasoningTokens));
        var visible = billed.CompletionTokens - billed.ReasoningTokens;
        var cost = (((billed.PromptTokens - 3) * 3m) + (3 * 0.7m) + (visible * 11m) + (64 * 13m)) / 1_000_000m;
        Assert.Equal((cost, cost), (whole.Cost, streamed.Cost));
    }

    [Theory]
    [InlineData("crlf")]
    [InlineData("comments")]
    [InlineData("multi-line")]
    [InlineData("no-space")]
    [InlineData("split-1")]
    [InlineData("gzip")]
    [InlineData("crlf, comments, multi-line, split-3")]
    public async Task Stream_ThatIsOnlyUnusual_SaysAndCostsTheSame(string faults)
    {
        var user = _gateway.NewUser();
        var reply = await _gateway.SendAsync(Ask.Stream($"Hello 水 🌍 [simulate: {faults}]", "gemini") with { User = user });

        Assert.Equal("Écho 1: „Hello 水 🌍“ — 你好 🌍.", reply.Content);
        var usage = await _gateway.UsageOfAsync(user);
        Assert.Equal(_gateway.Simulator.Requests[^1].Billed, usage.Billed);
        Assert.Equal(reply.Cost, usage.Cost);
    }

    [Theory]
    [InlineData("cut-after-3", "upstream_interrupted")]
    [InlineData("error-after-3", "upstream_error")]
    [InlineData("malformed-at-3", "upstream_invalid_response")]
    [InlineData("no-finish", "upstream_interrupted")]
    public async Task Stream_ThatFailsMidway_EndsWithOneErrorEventAndIsBooked(string fault, string code)
    {
        var user = _gateway.NewUser();
        var reply = await _gateway.SendAsync(Ask.Stream($"Hello, stream [simulate: {fault}]", "gemini") with { User = user });

        Assert.Equal(200, reply.Status);
        Assert.DoesNotContain("[DONE]", reply.Events);
        Envelope.Check(reply.Chunks[^1].GetProperty("error"), "upstream_error", code);
        var usage = await _gateway.UsageOfAsync(user);
        Assert.Equal((1, 1), (usage.Requests, usage.Errors));
        Assert.True(usage.Output > 0);
    }

    [Theory]
    [InlineData("status-400", 400, "INVALID_ARGUMENT")]
    [InlineData("status-429", 429, "upstream_rate_limit_exceeded")]
    [InlineData("status-503", 503, "upstream_error")]
    [InlineData("html-error", 502, "upstream_error")]
    [InlineData("error-inside-200", 502, "upstream_error")]
    [InlineData("garbage", 502, "upstream_invalid_response")]
    [InlineData("empty", 502, "upstream_invalid_response")]
    [InlineData("truncated-json", 502, "upstream_invalid_response")]
    public async Task Chat_UpstreamThatFails_IsToldInOpenAIsEnvelope(string fault, int status, string code)
    {
        var reply = await _gateway.SendAsync(Ask.Whole($"Hello [simulate: {fault}]", "gemini"));

        Assert.Equal((status, code), (reply.Status, reply.ErrorCode));
    }

    [Fact]
    public async Task Chat_RefusedKey_IsTheOperatorsMatter()
    {
        var reply = await _gateway.SendAsync(Ask.Whole("Hello", "gemini-locked"));

        Assert.Equal((502, "upstream_authentication_failed"), (reply.Status, reply.ErrorCode));
    }

    [Fact]
    public async Task Chat_WhatGeminiCannotDo_IsDroppedAndToldWhereTheTenantSaysSo()
    {
        var call = new Call { Text = Ask.Body("Hello", "gemini", ("logit_bias", new JsonObject { ["1"] = 2 }), ("seed", 1)) };

        var dropped = await _gateway.SendAsync(call);
        var refused = await _gateway.SendAsync(call with { Key = TestKeys.Beta });

        Assert.Equal((200, "logit_bias"), (dropped.Status, dropped.Headers["x-tollgate-dropped-parameters"]));
        Assert.Equal((400, "unsupported_parameter"), (refused.Status, refused.ErrorCode));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chat_GroundedInSearch_NamesItsSources(bool stream)
    {
        var reply = await _gateway.SendAsync(new Call { Text = Ask.Body("Search", "gemini", ("web_search_options", new JsonObject()), ("stream", stream)) });

        var said = stream
            ? reply.Chunks.SelectMany(chunk => chunk.GetProperty("choices").EnumerateArray()).Select(choice => choice.GetProperty("delta")).Single(delta => delta.TryGetProperty("annotations", out _))
            : reply.Json.GetProperty("choices")[0].GetProperty("message");
        var source = said.GetProperty("annotations")[0].GetProperty("url_citation");
        Assert.Equal(("https://example.com/écho", 0, reply.Content.Length), (source.GetProperty("url").GetString(), source.GetProperty("start_index").GetInt32(), source.GetProperty("end_index").GetInt32()));
    }

    [Fact]
    public async Task Completion_OfAChatModel_IsTranslatedTwice()
    {
        var reply = await _gateway.SendAsync(Call.Post("/v1/completions", """{"model":"gemini","prompt":"Once"}"""));

        Assert.Equal("Écho 1: „Once“ — 你好 🌍.", reply.Json.GetProperty("choices")[0].GetProperty("text").GetString());
    }

    /// <summary>SelfHost with a Gemini provider, a tenant that has things dropped, and no budgets.</summary>
    public sealed partial class GeminiGateway : IAsyncLifetime
    {
        internal SelfHostGateway Gateway { get; } = new() { Configure = Configure };

        public Task InitializeAsync() => Gateway.InitializeAsync();

        public Task DisposeAsync() => Gateway.DisposeAsync();

        private static string Configure(string configuration)
        {
            var address = Address().Match(configuration).Groups["address"].Value;
            var providers = $$"""
                "providers": {
                  "gemini": {
                    "baseUrl": "{{address}}/v1beta", "apiKey": "${SIMULATOR_API_KEY}",
                    "models": [{ "id": "gemini", "modelId": "gemini-2.5-flash", "price": { "input": 3, "cacheRead": 0.7, "output": 11, "reasoning": 13 } }]
                  },
                  "gemini-locked": {
                    "type": "gemini", "baseUrl": "{{address}}/v1beta", "apiKey": "${REFUSED_API_KEY}",
                    "models": [{ "id": "gemini-locked", "modelId": "gemini-2.5-flash" }]
                  },
                """;
            return TestConfiguration.WithoutBudgets(configuration)
                // The rate limit that one test meets must not rest the target of the others.
                .Replace("\"routing\": {", "\"routing\": { \"enabled\": false,", StringComparison.Ordinal)
                .Replace("\"providers\": {", providers, StringComparison.Ordinal)
                .Replace("\"alpha\": {", "\"alpha\": { \"unsupportedParameters\": \"drop\",", StringComparison.Ordinal);
        }

        [GeneratedRegex("\"baseUrl\": \"(?<address>http://127.0.0.1:[0-9]+)/v1\"")]
        private static partial Regex Address();
    }
}
