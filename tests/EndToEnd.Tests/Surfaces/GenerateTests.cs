using Tollgate.Tests.Gateways;
using Tollgate.UpstreamSimulator;

namespace Tollgate.Tests.Surfaces;

public abstract class GenerateTests(GatewayUnderTest gateway)
{
    private const string Path = "/v1/generate";

    [Fact]
    public async Task Prompt_Whole_IsAnsweredInTheSixMembersOfItsShape()
    {
        var user = gateway.NewUser();
        var reply = await gateway.SendAsync(Call.Post(Path, $$"""{"model":"chat","prompt":"Say „hi“","max_tokens":50,"user_id":"{{user}}","temperature":0.5}"""));

        Assert.Equal(200, reply.Status);
        Assert.Equal(["response", "model", "provider", "usage", "cost_usd", "cached"], reply.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal("Écho 1: „Say „hi““ — 你好 🌍.", reply.Json.GetProperty("response").GetString());
        Assert.Equal("gpt-4o", reply.Json.GetProperty("model").GetString());
        Assert.Equal("simulator", reply.Json.GetProperty("provider").GetString());
        Assert.Equal(reply.Cost, reply.Json.GetProperty("cost_usd").GetDecimal());
        Assert.False(reply.Json.GetProperty("cached").GetBoolean());

        var sent = gateway.Simulator.Requests[^1].ReadJson();
        Assert.Equal(50, sent.GetProperty("max_tokens").GetInt32());
        Assert.Equal(0.5, sent.GetProperty("temperature").GetDouble());
        Assert.Equal(user, sent.GetProperty("user").GetString());
        Assert.False(sent.TryGetProperty("user_id", out _));
        Assert.False(sent.TryGetProperty("prompt", out _));

        var usage = await gateway.UsageOfAsync(user);
        Assert.Equal((1, reply.Cost), (usage.Requests, usage.Cost));
        Assert.Equal(usage.Output, reply.Json.GetProperty("usage").GetProperty("completion_tokens").GetInt64());
    }

    [Fact]
    public async Task Images_AsDataUrls_ReachTheModel()
    {
        var reply = await gateway.SendAsync(Call.Post(Path, """{"model":"chat","prompt":"What?","images":["data:image/png;base64,iVBORw0KGgo=","data:image/png;base64,iVBORw0KGgo="]}"""));

        Assert.Contains("(2 images)", reply.Json.GetProperty("response").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"prompt":"a","images":["https://example.com/cat.png"]}""", "invalid_value", "images[0]")]
    [InlineData("""{"prompt":"a","images":[7]}""", "invalid_value", "images[0]")]
    [InlineData("""{"prompt":["a"]}""", "invalid_type", "prompt")]
    [InlineData("""{"model":"chat"}""", "missing_required_parameter", "prompt")]
    [InlineData("""{"prompt":"a","prompt":"b"}""", "duplicate_parameter", "prompt")]
    [InlineData("""{"prompt":"a","max_tokens":0}""", "integer_below_min_value", "max_tokens")]
    [InlineData("""{"prompt":"a","messages":[]}""", "conflicting_parameters", "messages")]
    [InlineData("""{"prompt":"a","n":2}""", "unsupported_parameter", "n")]
    [InlineData("""{"prompt":"a","tools":[{"type":"function","function":{"name":"f"}}]}""", "unsupported_parameter", "tools")]
    [InlineData("""{"prompt":"a","logprobs":true}""", "unsupported_parameter", "logprobs")]
    public async Task Body_ThatIsWrong_IsRefusedByName(string body, string code, string param)
    {
        var reply = await gateway.SendAsync(Call.Post(Path, body));

        Assert.Equal(400, reply.Status);
        Assert.Equal((code, param), (reply.ErrorCode, reply.Error.GetProperty("param").GetString()));
    }

    [Fact]
    public async Task Model_LeftOut_IsTheOperatorsFirst() => await AssertModelAsync("""{"prompt":"Hi"}""", "simulator", "gpt-4o");

    [Fact]
    public async Task Model_LeftOutForAProvider_IsItsFirst() => await AssertModelAsync("""{"prompt":"Hi","model":null,"provider":"demo"}""", "demo", "demo");

    [Theory]
    [InlineData(Path, """,  "stream":true""")]
    [InlineData(Path + "/stream", "")]
    public async Task Stream_OfText_IsBareTextAndBooked(string path, string member)
    {
        var user = gateway.NewUser();
        var reply = await gateway.SendAsync(Call.Post(path, $$"""{"model":"chat","prompt":"Hi"{{member}}}""") with { User = user });

        Assert.Equal(200, reply.Status);
        Assert.StartsWith("text/plain", reply.Headers["content-type"], StringComparison.Ordinal);
        Assert.Equal("Écho 1: „Hi“ — 你好 🌍.", reply.Text);
        var usage = await gateway.UsageOfAsync(user);
        Assert.Equal((1, 0), (usage.Requests, usage.Errors));
        Assert.True(usage.Cost > 0);
    }

    [Fact]
    public async Task Stream_OfEvents_HasPartsAndTheMarker()
    {
        var reply = await gateway.SendAsync(Events("""{"model":"chat","prompt":"Hi","stream_options":{"include_usage":true}}"""));

        Assert.Equal("Écho 1: „Hi“ — 你好 🌍.", string.Concat(reply.Chunks.Select(chunk => chunk.GetProperty("response").GetString())));
        Assert.Contains(reply.Chunks, chunk => chunk.TryGetProperty("finish_reason", out var reason) && reason.ValueEquals("stop"));
        Assert.True(reply.Chunks[^1].GetProperty("usage").GetProperty("total_tokens").GetInt64() > 0);
        Assert.Equal("[DONE]", reply.Events[^1]);
        Assert.True(reply.Cost > 0);
    }

    [Fact]
    public async Task Stream_OfTextThatFailsMidway_IsCutAndBooked()
    {
        var user = gateway.NewUser();
        var reply = await gateway.SendAsync(Call.Post(Path + "/stream", """{"model":"chat","prompt":"Hi [simulate: error-after-3]"}""") with { User = user });

        Assert.True(reply.IsBroken);
        Assert.StartsWith("Écho", reply.Text, StringComparison.Ordinal);
        var usage = await gateway.UsageOfAsync(user);
        Assert.Equal((1, 1), (usage.Requests, usage.Errors));
        Assert.True(usage.Cost > 0);
        Assert.Empty(gateway.TakeErrors());
    }

    [Fact]
    public async Task Stream_OfTextWhoseClientLeaves_IsCancelledUpstreamAndPaidAsFarAsItGot()
    {
        using var gate = new StreamGate();
        gateway.Simulator.Enqueue(Fault.DripAt(gate), Fault.TokenCount(50));
        gate.ReleaseNext(4);
        var user = gateway.NewUser();
        using (var response = await gateway.OpenAsync(Call.Post(Path + "/stream", """{"model":"chat","prompt":"Hi"}""") with { User = user }))
        {
            var body = await response.Content.ReadAsStreamAsync();
            Assert.True(await body.ReadAsync(new byte[16]) > 0);
        }

        Assert.Equal(RequestOutcome.AbortedByClient, await gateway.Simulator.Requests[^1].Outcome.WaitAsync(TimeSpan.FromSeconds(30)));
        var usage = await gateway.UsageOfAsync(user);
        Assert.Equal((1, 1), (usage.Requests, usage.Errors));
        Assert.True(usage is { Input: > 0, Output: > 0, Cost: > 0 });
        Assert.Empty(gateway.TakeErrors());
    }

    [Fact]
    public async Task Stream_OfEventsThatFailsMidway_EndsInAnErrorEvent()
    {
        var reply = await gateway.SendAsync(Events("""{"model":"chat","prompt":"Hi [simulate: cut-after-3]"}"""));

        Assert.False(reply.IsBroken);
        Envelope.Check(reply.Chunks[^1].GetProperty("error"), "upstream_error", "upstream_interrupted");
        Assert.DoesNotContain("[DONE]", reply.Events);
    }

    [Fact]
    public async Task Stream_ThatFailsBeforeItsFirstByte_HasAStatusAndAnEnvelope()
    {
        var reply = await gateway.SendAsync(Call.Post(Path + "/stream", """{"model":"unreachable","prompt":"Hi"}"""));

        Assert.Equal(502, reply.Status);
        Assert.Equal("upstream_connection_refused", reply.ErrorCode);
    }

    private static Call Events(string body) => Call.Post(Path + "/stream", body) with
    {
        Headers = new Dictionary<string, string> { ["Accept"] = "text/event-stream" },
    };

    private async Task AssertModelAsync(string body, string provider, string model)
    {
        var reply = await gateway.SendAsync(Call.Post(Path, body));

        Assert.Equal((provider, model), (reply.Json.GetProperty("provider").GetString(), reply.Json.GetProperty("model").GetString()));
    }
}

public sealed class SelfHostGenerateTests(SelfHostGateway gateway) : GenerateTests(gateway), IClassFixture<SelfHostGateway>;

public sealed class FunctionAppGenerateTests(FunctionAppGateway gateway) : GenerateTests(gateway), IClassFixture<FunctionAppGateway>;
