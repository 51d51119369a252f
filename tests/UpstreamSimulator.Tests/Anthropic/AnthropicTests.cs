using System.Text;
using System.Text.Json;

namespace Tollgate.Tests.UpstreamSimulator.Anthropic;

public sealed class AnthropicTests : SimulatorTest, IDisposable
{
    private const string Hello = """ "messages":[{"role":"user","content":"Hi"}]""";

    private readonly HttpClient _http = new();

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData($$"""{"model":"claude-haiku-4-5",{{Hello}}}""", "max_tokens: Field required")]
    [InlineData("""{"model":"claude-haiku-4-5","max_tokens":9,"messages":[]}""", "at least one message is required")]
    [InlineData($$"""{"model":"claude-haiku-4-5","max_tokens":9,"n":1,{{Hello}}}""", "n: Extra inputs are not permitted")]
    [InlineData($$"""{"model":"claude-haiku-4-5","max_tokens":9,"temperature":1.5,{{Hello}}}""", "less than or equal to 1")]
    [InlineData($$"""{"model":"claude-opus-5-5","max_tokens":9,"temperature":0,{{Hello}}}""", "`temperature` is deprecated for this model.")]
    [InlineData($$"""{"model":"claude-opus-5-5","max_tokens":9,"thinking":{"type":"disabled"},{{Hello}}}""", "is not supported for this model")]
    [InlineData($$"""{"model":"claude-haiku-4-5","max_tokens":1024,"thinking":{"type":"enabled","budget_tokens":1024},{{Hello}}}""", "must be greater than `thinking.budget_tokens`")]
    [InlineData("""{"model":"claude-haiku-4-5","max_tokens":9,"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"x"}]}]}""", "unexpected `tool_use_id`")]
    [InlineData("""{"model":"claude-haiku-4-5","max_tokens":9,"messages":[{"role":"user","content":[{"type":"text","text":" "}]}]}""", "non-whitespace")]
    [InlineData("""{"model":"claude-opus-5","max_tokens":9,"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Ho"}]}""", "prefill")]
    public async Task Messages_ThatTheApiRefuses_AreRefusedInItsWords(string json, string words)
    {
        using var response = await PostAsync(json);

        var body = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal(("error", "invalid_request_error"), (body.GetProperty("type").GetString(), body.GetProperty("error").GetProperty("type").GetString()));
        Assert.Contains(words, body.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(body.GetProperty("request_id").GetString(), response.Headers.GetValues("request-id").Single());
        Assert.Equal(default, Host.BilledUsage);
    }

    [Fact]
    public async Task Stream_Cut_BillsWhatWasWrittenByThen()
    {
        using var whole = await PostAsync(Streaming("Hi"));
        await ReadAllAsync(whole);
        using var cut = await PostAsync(Streaming("Hi [simulate: cut-after-5]"));
        var (_, broke) = await ReadAllAsync(cut);

        Assert.True(broke);
        Assert.InRange(Host.Requests[1].Billed.CompletionTokens, 1, Host.Requests[0].Billed.CompletionTokens - 1);
    }

    [Fact]
    public async Task Stream_Events_ComeInTheApisOrder()
    {
        using var response = await PostAsync(Streaming("Hi"));

        var (text, _) = await ReadAllAsync(response);
        var events = text.Split('\n').Where(line => line.StartsWith("event: ", StringComparison.Ordinal)).Select(line => line["event: ".Length..]).ToList();
        Assert.Equal(["message_start", "content_block_start", "ping", "content_block_delta"], events.Take(4));
        Assert.Equal(["content_block_stop", "message_delta", "message_stop"], events.TakeLast(3));
        var told = JsonElement.Parse(text.Split('\n').Single(line => line.Contains("\"message_delta\"", StringComparison.Ordinal) && line.StartsWith("data", StringComparison.Ordinal))["data: ".Length..]);
        Assert.Equal(Host.BilledUsage.CompletionTokens, told.GetProperty("usage").GetProperty("output_tokens").GetInt64());
    }

    private static string Streaming(string text) =>
        $$"""{"model":"claude-haiku-4-5","max_tokens":99,"stream":true,"messages":[{"role":"user","content":"{{text}}"}]}""";

    private Task<HttpResponseMessage> PostAsync(string json)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, new Uri(Host.BaseUrl, "/v1/messages"))
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        };
        message.Headers.Add("x-api-key", "sk-ant-test");
        message.Headers.Add("anthropic-version", "2023-06-01");
        return _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
    }
}
