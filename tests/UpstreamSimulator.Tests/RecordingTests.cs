using System.Text;
using System.Text.Json;
using Tollgate.UpstreamSimulator;

namespace Tollgate.Tests.UpstreamSimulator;

public sealed class RecordingTests : SimulatorTest
{
    [Fact]
    public async Task Request_WithUnknownMembers_IsKeptByteForByte()
    {
        const string Body = """{ "model":"sim-chat",  "messages":[{"role":"user","content":"H\u00ef"}], "future": {"x": 1.50} }""";

        using var response = await Client.PostAsync("/v1/chat/completions?trace=1", Body);

        var request = Host.Requests.Single();
        Assert.Equal(Body, Encoding.UTF8.GetString(request.Body.Span));
        Assert.Equal(("POST", "/v1/chat/completions", "?trace=1"), (request.Method, request.Path, request.Query));
        Assert.Equal("Bearer sk-test", request.Headers["authorization"]);
        Assert.Equal("1.50", request.ReadJson().GetProperty("future").GetProperty("x").GetRawText());
        Assert.Equal(RequestOutcome.Replied, await request.Outcome);
    }

    [Fact]
    public async Task Answer_ToTheSameRequest_IsTheSame()
    {
        using var first = await Client.ChatAsync();
        using var second = await Client.ChatAsync();

        Assert.Equal(Choices(await first.Content.ReadAsStringAsync()), Choices(await second.Content.ReadAsStringAsync()));

        static string Choices(string answer) => JsonElement.Parse(answer).GetProperty("choices").GetRawText();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Billed_ForACompleteAnswer_IsItsUsage(bool stream)
    {
        using var response = await Client.ChatAsync("sim-reasoning-20+cached-3+tokens-7", stream: stream);
        var (text, _) = await ReadAllAsync(response);

        var usage = (stream ? Chunks(text)[^1] : JsonElement.Parse(text)).GetProperty("usage");

        var billed = Host.BilledUsage;
        Assert.Equal(new BilledUsage(billed.PromptTokens, CachedTokens: 3, CompletionTokens: 27, ReasoningTokens: 20), billed);
        Assert.Equal(billed.PromptTokens, usage.GetProperty("prompt_tokens").GetInt64());
        Assert.Equal(billed.CompletionTokens, usage.GetProperty("completion_tokens").GetInt64());
        Assert.Equal(20, usage.GetProperty("completion_tokens_details").GetProperty("reasoning_tokens").GetInt64());
        Assert.Equal(3, usage.GetProperty("prompt_tokens_details").GetProperty("cached_tokens").GetInt64());
    }

    [Fact]
    public async Task Billed_ForACutStream_IsThePromptAndWhatWasGenerated()
    {
        using var response = await Client.ChatAsync("sim-cut-after-4", stream: true);

        await ReadAllAsync(response);
        var request = Host.Requests.Single();
        await request.Outcome;

        Assert.NotEqual(0, request.Billed.PromptTokens);
        Assert.Equal(3, request.Billed.CompletionTokens); // the first of four events tells the role
        Assert.Equal(request.Billed, Host.BilledUsage);
    }

    [Fact]
    public async Task Billed_OverManyAtOnce_IsTheSumOfAll()
    {
        const int Calls = 50;

        await Task.WhenAll(Enumerable.Range(0, Calls).Select(async _ =>
        {
            using var response = await Client.ChatAsync("sim-tokens-10", stream: true);
            await ReadAllAsync(response);
        }));

        Assert.Equal(Calls * 10, Host.BilledUsage.CompletionTokens);
        Assert.Equal(Calls, Host.Requests.Count);
    }
}
