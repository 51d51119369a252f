using System.Text;
using System.Text.Json;
using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Inference;

/// <summary>Nothing is lost in between: the upstream gets the client's bytes and the client the upstream's.</summary>
public abstract class FidelityTests(GatewayUnderTest gateway)
{
    // Odd spacing, an escape that needs none, numbers in unusual forms, members nobody knows: any serialiser would change something.
    private const string OddRequest =
        """
        { "temperature" : 0.70 ,"made_up":{"deep":[1e2,-0.0,1.50,null]}, "model":"chat",
          "messages":[ {"role":"user","content":"caf\u00e9 \/ 水 🌍","x":true} ],	"seed":42,"metadata":{"a":"b"} }
        """;

    [Fact]
    public async Task Request_WithUnknownMembers_ReachesTheUpstreamByteForByteButForTheModel()
    {
        await gateway.SendAsync(Call.Post("/v1/chat/completions", OddRequest));

        var sent = Encoding.UTF8.GetString(gateway.Simulator.Requests[^1].Body.Span);
        Assert.Equal(OddRequest.Replace("\"chat\"", "\"gpt-4o\"", StringComparison.Ordinal), sent);
    }

    [Fact]
    public async Task StreamedRequest_WithUnknownMembers_DiffersOnlyByModelAndUsage()
    {
        var streamed = OddRequest.Replace("{ \"temperature\"", "{\"stream\":true, \"temperature\"", StringComparison.Ordinal);
        await gateway.SendAsync(Call.Post("/v1/chat/completions", streamed));

        var sent = Encoding.UTF8.GetString(gateway.Simulator.Requests[^1].Body.Span);
        var undone = sent.Replace("\"stream_options\":{\"include_usage\":true},", "", StringComparison.Ordinal)
            .Replace("\"gpt-4o\"", "\"chat\"", StringComparison.Ordinal);
        Assert.NotEqual(streamed, sent);
        Assert.Equal(streamed, undone);
    }

    [Theory]
    [InlineData("""{"include_usage":false}""")]
    [InlineData("""{"include_usage":null,"include_obfuscation":false}""")]
    [InlineData("""{}""")]
    [InlineData("null")]
    public async Task StreamedRequest_WithOptionsOfItsOwn_KeepsThemAndStillShowsNoUsage(string options)
    {
        var body = $$"""{"model":"chat","messages":[{"role":"user","content":"Hi"}],"stream":true,"stream_options":{{options}}}""";
        var reply = await gateway.SendAsync(Call.Post("/v1/chat/completions", body));

        var sent = gateway.Simulator.Requests[^1].ReadJson().GetProperty("stream_options");
        Assert.True(sent.GetProperty("include_usage").GetBoolean());
        Assert.Equal(options.Contains("obfuscation", StringComparison.Ordinal), sent.TryGetProperty("include_obfuscation", out _));
        Assert.DoesNotContain("usage", string.Concat(reply.Events), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_Whole_IsWhatTheUpstreamSendsByteForByte()
    {
        const string request = """{"model":"gpt-4o","messages":[{"role":"user","content":"Same bytes"}]}""";
        var direct = await AskUpstreamAsync(request);
        var relayed = await gateway.SendAsync(
            Call.Post("/v1/chat/completions", request.Replace("gpt-4o", "chat", StringComparison.Ordinal)));

        // The one thing that depends on the second in which it was made.
        Assert.Equal(WithoutCreated(direct), WithoutCreated(relayed.Text));
    }

    [Fact]
    public async Task Answer_StreamedWithUsage_HasTheUpstreamsEventsByteForByte()
    {
        const string request =
            """{"model":"gpt-4o","messages":[{"role":"user","content":"Same"}],"stream":true,"stream_options":{"include_usage":true}}""";
        var direct = await AskUpstreamAsync(request);
        var relayed = await gateway.SendAsync(
            Call.Post("/v1/chat/completions", request.Replace("gpt-4o", "chat", StringComparison.Ordinal)));

        var events = string.Concat(relayed.Events.Select(data => $"data: {data}\n\n"));
        Assert.Equal(WithoutCreated(direct), WithoutCreated(events));
    }

    [Fact]
    public async Task Tools_Called_PassBothWays()
    {
        var reply = await gateway.SendAsync(Call.Post("/v1/chat/completions", ToolRequest(stream: false)));

        var call = reply.Json.GetProperty("choices")[0].GetProperty("message").GetProperty("tool_calls")[0];
        Assert.Equal("get_weather", call.GetProperty("function").GetProperty("name").GetString());
        Assert.Equal("city ä→水", JsonElement.Parse(call.GetProperty("function").GetProperty("arguments").GetString()!).GetProperty("city").GetString());
        Assert.Equal("tool_calls", reply.Json.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
    }

    [Fact]
    public async Task Tools_CalledInAStream_ArriveInPiecesThatFit()
    {
        var reply = await gateway.SendAsync(Call.Post("/v1/chat/completions", ToolRequest(stream: true)));

        var arguments = string.Concat(reply.Chunks
            .SelectMany(chunk => chunk.GetProperty("choices").EnumerateArray())
            .Where(choice => choice.GetProperty("delta").TryGetProperty("tool_calls", out _))
            .Select(choice => choice.GetProperty("delta").GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetString()));
        Assert.Equal("city ä→水", JsonElement.Parse(arguments).GetProperty("city").GetString());
    }

    [Fact]
    public async Task Vision_Parts_ReachTheUpstream()
    {
        const string content =
            """[{"type":"text","text":"What is this?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}}]""";
        var reply = await gateway.SendAsync(
            Call.Post("/v1/chat/completions", $$"""{"model":"chat","messages":[{"role":"user","content":{{content}}}]}"""));

        Assert.Contains("(1 images)", reply.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StructuredOutput_AskedFor_Passes()
    {
        const string format =
            """{"type":"json_schema","json_schema":{"name":"a","strict":true,"schema":{"type":"object","properties":{"n":{"type":"integer"}},"required":["n"],"additionalProperties":false}}}""";
        var reply = await gateway.SendAsync(Call.Post(
            "/v1/chat/completions", $$"""{"model":"chat","messages":[{"role":"user","content":"JSON"}],"response_format":{{format}}}"""));

        Assert.Equal(7, JsonElement.Parse(reply.Content).GetProperty("n").GetInt32());
    }

    [Fact]
    public async Task UpstreamCredentials_AreTheProvidersAndNotTheClients()
    {
        await gateway.SendAsync(Ask.Whole("Hello") with { Headers = new Dictionary<string, string> { ["x-tenant-id"] = "alpha", ["cookie"] = "a=b" } });

        var sent = gateway.Simulator.Requests[^1].Headers;
        Assert.Equal($"Bearer {TestConfiguration.SimulatorKey}", sent["authorization"]);
        Assert.DoesNotContain(sent, header => header.Value.Contains(TestKeys.Alpha, StringComparison.Ordinal));
        Assert.False(sent.ContainsKey("cookie"));
        Assert.False(sent.ContainsKey("x-tenant-id"));
    }

    private static string ToolRequest(bool stream) =>
        $$"""
        {
          "model": "chat", "stream": {{(stream ? "true" : "false")}},
          "messages": [{ "role": "user", "content": "Call get_weather please" }],
          "tools": [{
            "type": "function",
            "function": {
              "name": "get_weather",
              "parameters": { "type": "object", "properties": { "city": { "type": "string" } }, "required": ["city"] }
            }
          }]
        }
        """;

    private static string WithoutCreated(string text) =>
        System.Text.RegularExpressions.Regex.Replace(text, "\"created\":[0-9]+", "\"created\":0");

    private async Task<string> AskUpstreamAsync(string request)
    {
        using var client = new HttpClient();
        using var message = new HttpRequestMessage(HttpMethod.Post, $"{gateway.Simulator.OpenAIBaseUrl}/chat/completions")
        {
            Content = new StringContent(request, Encoding.UTF8, "application/json"),
        };
        message.Headers.Add("Authorization", "Bearer any");
        using var response = await client.SendAsync(message);
        return await response.Content.ReadAsStringAsync();
    }
}

public sealed class SelfHostFidelityTests(SelfHostGateway gateway) : FidelityTests(gateway), IClassFixture<SelfHostGateway>;

public sealed class FunctionAppFidelityTests(FunctionAppGateway gateway) : FidelityTests(gateway), IClassFixture<FunctionAppGateway>;
