using System.Net;
using System.Text.Json;
using Tollgate.UpstreamSimulator;

namespace Tollgate.Tests.UpstreamSimulator;

public sealed class RefusalTests : SimulatorTest
{
    [Theory]
    [InlineData(400, "invalid_value")]
    [InlineData(401, "invalid_api_key")]
    [InlineData(403, "unsupported_country_region_territory")]
    [InlineData(404, "model_not_found")]
    [InlineData(408, null)]
    [InlineData(409, null)]
    [InlineData(422, null)]
    [InlineData(429, "rate_limit_exceeded")]
    [InlineData(500, null)]
    [InlineData(502, null)]
    [InlineData(503, null)]
    [InlineData(504, null)]
    [InlineData(529, "overloaded")]
    public async Task Status_NamedByModel_ComesWithEnvelopeAndBillsNothing(int status, string? code)
    {
        using var response = await Client.ChatAsync($"sim-status-{status}");

        Assert.Equal(status, (int)response.StatusCode);
        var error = JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("error");
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
        Assert.Equal(default, Host.BilledUsage);
    }

    [Fact]
    public async Task Status_WithRetryAfter_SaysSoInSecondsAndMilliseconds()
    {
        Host.Enqueue(Fault.Status(429, TimeSpan.FromMilliseconds(1500)));

        using var response = await Client.ChatAsync();

        Assert.Equal("2", response.Headers.GetValues("retry-after").Single());
        Assert.Equal("1500", response.Headers.GetValues("retry-after-ms").Single());
    }

    [Fact]
    public async Task Script_OfSeveral_MeetsOneCallEach()
    {
        Host.Script(Fault.Status(500), Fault.None, Fault.Status(503));

        var statuses = new List<HttpStatusCode>();
        for (var call = 0; call < 4; call++)
        {
            using var response = await Client.ChatAsync();
            statuses.Add(response.StatusCode);
        }

        Assert.Equal([HttpStatusCode.InternalServerError, HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK], statuses);
    }

    [Fact]
    public async Task Enqueue_OfSeveral_MeetsOneCallWithAll()
    {
        Host.Enqueue(Fault.TokenCount(3), Fault.CarriageReturns, Fault.NoDone);

        using var response = await Client.ChatAsync(stream: true);

        var (text, _) = await ReadAllAsync(response);
        Assert.DoesNotContain("[DONE]", text, StringComparison.Ordinal);
        Assert.Equal(6, text.Split("\r\n\r\n", StringSplitOptions.RemoveEmptyEntries).Length); // role, three tokens, finish, usage
        Assert.DoesNotContain("\n", text.Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "You didn't provide an API key")]
    [InlineData("sk-bad", "Incorrect API key provided: sk-b****")]
    public async Task ApiKey_MissingOrBad_IsRefused(string key, string expected)
    {
        using var stranger = new SimulatorClient(Host, key);

        using var response = await stranger.ChatAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains(expected, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-model")]
    [InlineData("sim-no-such-fault")]
    [InlineData("sim-chat+no-such-fault")]
    public async Task Model_Unknown_IsNotFound(string model)
    {
        using var response = await Client.ChatAsync(model);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("""{"model":"sim-chat","messages":[{"role":"user","content":"Hi"}],"tools":"none"}""")]
    [InlineData("""{"model":"sim-chat","messages":[{"role":"user","content":"Hi"}],"stop":[1]}""")]
    [InlineData("""{"model":"sim-chat","messages":[{"role":"robot","content":"Hi"}]}""")]
    [InlineData("""{"model":"sim-chat","messages":["Hi"]}""")]
    [InlineData("""{"model":"sim-chat","messages":[{"role":"tool","tool_call_id":"call_1","content":"42"}]}""")]
    [InlineData("""{"model":"sim-reasoning","messages":[{"role":"user","content":"Hi"}],"max_tokens":5}""")]
    [InlineData("""{"model":7,"messages":[]}""")]
    [InlineData("[]")]
    [InlineData("{")]
    public async Task Request_ThatOpenAIWouldNotTake_IsABadRequest(string body)
    {
        using var response = await Client.PostAsync("/v1/chat/completions", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("invalid_request_error", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/no/such/route", HttpStatusCode.NotFound)]
    [InlineData("/elsewhere", HttpStatusCode.NotFound)]
    [InlineData("/v1/models", HttpStatusCode.MethodNotAllowed)]
    public async Task Post_ToAWrongPlace_IsRefused(string path, HttpStatusCode expected)
    {
        using var response = await Client.PostAsync(path, "{}");

        Assert.Equal(expected, response.StatusCode);
    }
}
