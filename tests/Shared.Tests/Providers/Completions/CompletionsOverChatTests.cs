using System.Text;
using System.Text.Json.Nodes;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Providers.Completions;
using Tollgate.Providers.Demo;
using Tollgate.Providers.OpenAI;
using Tollgate.Providers.Upstream;
using Tollgate.Testing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Providers.Completions;

public sealed class CompletionsOverChatTests
{
    [Theory]
    [InlineData("\"say hi\"")]
    [InlineData("[\"say hi\"]")]
    public async Task Ask_Prompt_IsAnsweredInTheLegacyShape(string prompt)
    {
        var (answer, usage) = await CreateOverDemo().AskAsync($$"""{"model":"m","prompt":{{prompt}},"max_tokens":3,"echo":false,"suffix":null,"best_of":1}""", Operation.Completions);

        Assert.Equal("text_completion", answer["object"]!.GetValue<string>());
        Assert.Equal("""{"text":"Hello from Tollgate\u0027s","index":0,"logprobs":null,"finish_reason":"length"}""", answer["choices"]![0]!.ToJsonString());
        Assert.Equal(usage!.Value.Total, answer["usage"]!["total_tokens"]!.GetValue<long>());
    }

    [Fact]
    public async Task Ask_PromptStreamed_ComesInLegacyChunks()
    {
        var (chunks, usage) = await CreateOverDemo().StreamAsync("""{"model":"m","prompt":"Grüße","stream":true,"stream_options":{"include_usage":true}}""", Operation.Completions);

        Assert.All(chunks, chunk => Assert.Equal("text_completion", chunk["object"]!.GetValue<string>()));
        Assert.EndsWith("You said: Grüße", string.Concat(chunks.SelectMany(chunk => chunk["choices"]!.AsArray()).Select(choice => choice!["text"]!.GetValue<string>())), StringComparison.Ordinal);
        Assert.Equal(usage!.Value.Total, chunks[^1]["usage"]!["total_tokens"]!.GetValue<long>());
    }

    [Theory]
    [InlineData(""" "prompt":["a","b"] """, "prompt")]
    [InlineData(""" "prompt":[1,2] """, "prompt")]
    [InlineData(""" "prompt":"a","suffix":"b" """, "suffix")]
    [InlineData(""" "prompt":"a","logprobs":2 """, "logprobs")]
    [InlineData(""" "prompt":"a","echo":true """, "echo")]
    [InlineData(""" "prompt":"a","best_of":2 """, "best_of")]
    public async Task Ask_WhatOnlyCompletionModelsDo_IsRefusedByName(string members, string param)
    {
        var refusal = await CreateOverDemo().RefusedAsync($$"""{"model":"m",{{members}}}""", Operation.Completions);

        Assert.Equal((400, "unsupported_parameter", param), (refusal.Status, refusal.Code, refusal.Param));
    }

    [Theory]
    [InlineData("""{"model":"m","prompt":"\udc00"}""")]
    [InlineData("""{"model":"m","prompt":"a","\ud83dx":1}""")]
    public async Task Ask_LoneSurrogate_IsRefused(string json)
    {
        try
        {
            Assert.Equal("invalid_json", (await CreateOverDemo().RefusedAsync(json, Operation.Completions)).Code);
        }
        catch (RefusalException refusedAtTheDoor)
        {
            Assert.Equal("invalid_json", refusedAtTheDoor.Refusal.Code);
        }
    }

    /// <summary>A name long enough to make the JSON writer hand over its first buffer once gave slices that pointed nowhere.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(256)]
    [InlineData(3000)]
    public void Translate_ModelOfAnyLength_SlicesLieExactlyOverIt(int length)
    {
        var name = new string('x', length);
        var request = TestGateway.Request($$"""{"model":"{{name}}","prompt":"a","stream":true,"user":"u","temperature":1.50}""", new ManualTimeProvider(), Operation.Completions);

        var (body, facts) = PromptToChat.Translate(request);

        Assert.Equal($"\"{name}\"", Encoding.UTF8.GetString(body.Span.Slice(facts.ModelValue.Start, facts.ModelValue.Length)));
        var chat = JsonNode.Parse(Spliced(TestGateway.Attempt(request).As(Operation.Chat, body, facts)))!;
        Assert.Equal("upstream-model", chat["model"]!.GetValue<string>());
        Assert.True(chat["stream_options"]!["include_usage"]!.GetValue<bool>());
        Assert.Equal("""[{"role":"user","content":"a"}]""", chat["messages"]!.ToJsonString());
        Assert.Equal("1.50", chat["temperature"]!.ToJsonString());
        Assert.Equal("u", chat["user"]!.GetValue<string>());
        Assert.Null(chat["prompt"]);
    }

    [Theory]
    [InlineData("""{"choices":[7]}""")]
    [InlineData("""{"choices":[{"index":"0"}]}""")]
    [InlineData("""{"choices":[{"finish_reason":7}]}""")]
    [InlineData("""{"choices":[{"message":{"content":"\ud800"}}]}""")]
    public async Task Ask_UpstreamAnswersNoChat_IsItsFaultAndBilled(string answer)
    {
        await using var upstream = await LoopbackUpstream.StartAsync(Encoding.UTF8.GetBytes(answer));
        using var http = new UpstreamHttp();
        var deployment = TestGateway.Deployment(TestGateway.Provider(baseUrl: upstream.BaseUrl));
        var harness = new ProviderHarness(time => new CompletionsOverChat(TestGateway.OpenAIProvider(http, time)), deployment);

        var failure = await Assert.ThrowsAsync<UpstreamException>(() => harness.StartAsync("""{"model":"m","prompt":"a"}""", Operation.Completions));

        Assert.Equal((502, "upstream_invalid_response"), (failure.Refusal.Status, failure.Refusal.Code));
        Assert.True(failure.MayHaveBilled);
    }

    [Fact]
    public async Task Ask_UpstreamSaysItsRequestId_IsPassedOnForStreamsToo()
    {
        await using var upstream = await LoopbackUpstream.StartAsync("data: [DONE]\n\n"u8.ToArray(), "text/event-stream", headers: [("x-request-id", "up-7")]);
        using var http = new UpstreamHttp();
        var deployment = TestGateway.Deployment(TestGateway.Provider(baseUrl: upstream.BaseUrl), capabilities: ModelCapabilities.Chat);
        var harness = new ProviderHarness(time => new CompletionsOverChat(TestGateway.OpenAIProvider(http, time)), deployment);

        await using var answer = await harness.StartAsync("""{"model":"m","prompt":"a","stream":true}""", Operation.Completions);

        Assert.Equal("up-7", answer.UpstreamRequestId);
    }

    private static ProviderHarness CreateOverDemo() => new(time => new CompletionsOverChat(new DemoProvider(time)));

    private static string Spliced(Attempt attempt)
    {
        using var content = OpenAIRequest.Body(attempt);
        return content.ReadAsStringAsync().GetAwaiter().GetResult();
    }
}
