using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Inference;

public abstract class CompletionsTests(GatewayUnderTest gateway)
{
    private const string Path = "/v1/completions";

    [Fact]
    public async Task Prompt_ToACompletionModel_IsRelayedAsItIs()
    {
        var reply = await gateway.SendAsync(Call.Post(Path, """{"model":"instruct","prompt":["One","Two"],"echo":true,"max_tokens":5}"""));

        Assert.Equal(200, reply.Status);
        Assert.Equal("text_completion", reply.Json.GetProperty("object").GetString());
        Assert.Equal(2, reply.Json.GetProperty("choices").GetArrayLength());
        Assert.StartsWith("Two", reply.Json.GetProperty("choices")[1].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("/v1/completions", gateway.Simulator.Requests[^1].Path);
    }

    [Fact]
    public async Task Prompt_ToAChatModel_IsAnsweredInTheLegacyShape()
    {
        var reply = await gateway.SendAsync(Call.Post(Path, """{"model":"chat","prompt":"Say hi","temperature":0.5,"x_new":1}"""));

        var choice = reply.Json.GetProperty("choices")[0];
        Assert.Equal("text_completion", reply.Json.GetProperty("object").GetString());
        Assert.Equal("Écho 1: „Say hi“ — 你好 🌍.", choice.GetProperty("text").GetString());
        Assert.Equal("stop", choice.GetProperty("finish_reason").GetString());
        Assert.False(choice.TryGetProperty("message", out _));
        Assert.True(reply.Json.GetProperty("usage").GetProperty("total_tokens").GetInt64() > 0);
        Assert.True(reply.Cost > 0);

        var sent = gateway.Simulator.Requests[^1];
        Assert.Equal("/v1/chat/completions", sent.Path);
        Assert.Equal(1, sent.ReadJson().GetProperty("x_new").GetInt32());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Prompt_ToAChatModelStreamed_ArrivesInTheLegacyShape(bool includeUsage)
    {
        var options = includeUsage ? ""","stream_options":{"include_usage":true}""" : "";
        var reply = await gateway.SendAsync(Call.Post(Path, $$"""{"model":"chat","prompt":"Say hi","stream":true{{options}}}"""));

        var choices = reply.Chunks.SelectMany(chunk => chunk.GetProperty("choices").EnumerateArray()).ToArray();
        Assert.Equal("Écho 1: „Say hi“ — 你好 🌍.", string.Concat(choices.Select(choice => choice.GetProperty("text").GetString())));
        Assert.All(reply.Chunks, chunk => Assert.Equal("text_completion", chunk.GetProperty("object").GetString()));
        Assert.Equal("stop", choices[^1].GetProperty("finish_reason").GetString());
        Assert.Equal("[DONE]", reply.Events[^1]);
        Assert.Equal(includeUsage, string.Concat(reply.Events).Contains("total_tokens", StringComparison.Ordinal));
        Assert.True(reply.Cost > 0);
    }

    [Theory]
    [InlineData("""{"model":"chat","prompt":["One","Two"]}""", "prompt")]
    [InlineData("""{"model":"chat","prompt":[1,2,3]}""", "prompt")]
    [InlineData("""{"model":"chat","prompt":"a","suffix":"b"}""", "suffix")]
    [InlineData("""{"model":"chat","prompt":"a","echo":true}""", "echo")]
    [InlineData("""{"model":"chat","prompt":"a","best_of":3}""", "best_of")]
    public async Task Prompt_ThatAChatModelCannotServe_IsRefusedByName(string body, string param)
    {
        var reply = await gateway.SendAsync(Call.Post(Path, body));

        Assert.Equal(400, reply.Status);
        Assert.Equal("unsupported_parameter", reply.ErrorCode);
        Assert.Equal(param, reply.Error.GetProperty("param").GetString());
    }

    [Theory]
    [InlineData("\"Hello\"")]
    [InlineData("""[{"type":"text","text":"Hello"}]""")]
    public async Task Messages_AsStringOrParts_AreAnsweredAsChat(string content)
    {
        var reply = await gateway.SendAsync(Call.Post(Path, $$"""{"model":"chat","messages":[{"role":"user","content":{{content}}}]}"""));

        Assert.Equal("chat.completion", reply.Json.GetProperty("object").GetString());
        Assert.Equal("Écho 1: „Hello“ — 你好 🌍.", reply.Content);
    }

    [Fact]
    public async Task Messages_Streamed_AreAnsweredAsChatChunks()
    {
        var reply = await gateway.SendAsync(Ask.Stream("Hello") with { Path = Path });

        Assert.All(reply.Chunks, chunk => Assert.Equal("chat.completion.chunk", chunk.GetProperty("object").GetString()));
        Assert.Equal("Écho 1: „Hello“ — 你好 🌍.", reply.Content);
    }

    [Fact]
    public async Task PromptAndMessages_Together_AreRefused()
    {
        var reply = await gateway.SendAsync(Call.Post(Path, """{"model":"chat","prompt":"a","messages":[{"role":"user","content":"b"}]}"""));

        Assert.Equal(400, reply.Status);
        Assert.Equal("conflicting_parameters", reply.ErrorCode);
    }
}

public sealed class SelfHostCompletionsTests(SelfHostGateway gateway) : CompletionsTests(gateway), IClassFixture<SelfHostGateway>;

public sealed class FunctionAppCompletionsTests(FunctionAppGateway gateway) : CompletionsTests(gateway), IClassFixture<FunctionAppGateway>;
