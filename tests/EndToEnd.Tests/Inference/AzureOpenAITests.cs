using System.Text;
using System.Text.Json;
using Tollgate.Tests.Gateways;
using Tollgate.UpstreamSimulator;

namespace Tollgate.Tests.Inference;

/// <summary>Azure OpenAI by both its paths and both ways to sign in: over plain HTTP in one home, through the client package in the other.</summary>
public abstract class AzureOpenAITests : FreshGateway
{
    private const string Models =
        """
        "models": [
          { "id": "MODEL", "modelId": "gpt-4o", "maxOutputTokens": 1000, "capabilities": ["chat", "streaming", "tools"], "price": { "input": 3, "output": 11 } },
          { "id": "MODEL-embed", "modelId": "text-embedding-3-small", "price": { "input": 1, "output": 0 } },
          { "id": "MODEL-lost", "modelId": "nowhere", "price": { "input": 1, "output": 0 } }
        ]
        """;

    public static TheoryData<string, string, string, string> Ways => new()
    {
        { "v1", "/openai/v1/chat/completions", "api-key", TestConfiguration.SimulatorKey },
        { "dated", "/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21", "api-key", TestConfiguration.SimulatorKey },
        { "entra", "/openai/v1/chat/completions", "Authorization", $"Bearer {TestCredential.Token}" },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Chat_Whole_GoesToTheRightPlaceWithTheRightCredentials(string model, string path, string header, string credentials)
    {
        var reply = await Gateway.SendAsync(Ask.Whole("Hello", model));

        var asked = Gateway.Simulator.Requests[^1];
        Assert.Equal("Écho 1: „Hello“ — 你好 🌍.", reply.Content);
        Assert.True(reply.Json.TryGetProperty("prompt_filter_results", out _));
        Assert.True(reply.Json.GetProperty("choices")[0].TryGetProperty("content_filter_results", out _));
        Assert.Equal(path, asked.Path + asked.Query);
        Assert.Equal(credentials, asked.Headers[header]);
        Assert.Equal("identity", asked.Headers["Accept-Encoding"]);
        Assert.Single(asked.Headers.Keys.Intersect(["api-key", "Authorization"], StringComparer.OrdinalIgnoreCase));
        Assert.Equal(reply.Headers["x-request-id"], asked.Headers["X-Client-Request-Id"]);
        Assert.NotEmpty(reply.Headers["x-tollgate-upstream-request-id"]);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Chat_Streamed_BeginsWithTheFiltersChunkAndIsBilledThoughTheUsageComesLate(string model, string path, string header, string credentials)
    {
        var user = Gateway.NewUser();

        var reply = await Gateway.SendAsync(Ask.Stream("Hello", model) with { User = user });

        var asked = Gateway.Simulator.Requests[^1];
        Assert.Equal((path, credentials), (asked.Path + asked.Query, asked.Headers[header]));
        Assert.Equal(0, reply.Chunks[0].GetProperty("choices").GetArrayLength());
        Assert.True(reply.Chunks[0].TryGetProperty("prompt_filter_results", out _));
        Assert.Equal("Écho 1: „Hello“ — 你好 🌍.", reply.Content);
        Assert.DoesNotContain("usage", string.Concat(reply.Events), StringComparison.Ordinal);
        Assert.Equal("[DONE]", reply.Events[^1]);
        Assert.Equal(asked.Billed.CompletionTokens, (await Gateway.UsageOfAsync(user)).Output);
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("dated")]
    [InlineData("entra")]
    public async Task Embeddings_OfTwoTexts_AreTwoVectors(string model)
    {
        var reply = await Gateway.SendAsync(Call.Post("/v1/embeddings", $$"""{"model":"{{model}}-embed","input":["a","b"]}"""));

        Assert.Equal(2, reply.Json.GetProperty("data").GetArrayLength());
        Assert.EndsWith("/embeddings", Gateway.Simulator.Requests[^1].Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_WithUnknownMembers_ReachesAzureByteForByteButForTheModel()
    {
        const string request = """{ "temperature" : 0.70 ,"data_sources":[{"x":1.50}], "model":"v1", "messages":[ {"role":"user","content":"caf\u00e9 水 🌍"} ] }""";

        await Gateway.SendAsync(Call.Post("/v1/chat/completions", request));

        var sent = Encoding.UTF8.GetString(Gateway.Simulator.Requests[^1].Body.Span);
        Assert.Equal(request.Replace("\"v1\"", "\"gpt-4o\"", StringComparison.Ordinal), sent);
    }

    [Fact]
    public async Task Prompt_AgainstTheContentFilter_IsRefusedInAzuresWords()
    {
        Gateway.Simulator.Enqueue(Fault.ContentFilter);

        var reply = await Gateway.SendAsync(Ask.Whole("Hello", "v1"));

        Assert.Equal((400, "content_filter", "prompt"), (reply.Status, reply.ErrorCode, reply.Error.GetProperty("param").GetString()));
        Assert.Contains("content management policy", reply.Error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v1-lost", 404, "DeploymentNotFound")]
    [InlineData("dated-lost", 404, "DeploymentNotFound")]
    [InlineData("locked", 502, "upstream_authentication_failed")]
    [InlineData("unreachable", 502, "upstream_connection_refused")]
    public async Task Failure_OfAzure_IsToldApart(string model, int status, string code)
    {
        var reply = await Gateway.SendAsync(Ask.Whole("Hello", model));

        Assert.Equal((status, code), (reply.Status, reply.ErrorCode));
    }

    [Fact]
    public async Task Limit_OfAzure_KeepsItsRetryHintAndIsNotRetriedByThePackage()
    {
        Gateway.Simulator.Enqueue(Fault.Status(429, TimeSpan.FromSeconds(7)));
        var before = Gateway.Simulator.Requests.Count;

        var reply = await Gateway.SendAsync(Ask.Whole("Hello", "v1"));

        Assert.Equal((429, "7"), (reply.Status, reply.Headers["retry-after"]));
        Assert.Equal(before + 1, Gateway.Simulator.Requests.Count);
    }

    [Fact]
    public async Task Stream_CutByAzure_EndsInAnErrorAndWithoutDone()
    {
        Gateway.Simulator.Enqueue(Fault.CutAfter(4));

        var reply = await Gateway.SendAsync(Ask.Stream("Hello", "v1"));

        Assert.Equal("upstream_interrupted", JsonElement.Parse(reply.Events[^1]).GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Stream_WhoseClientLeaves_IsCancelledAtAzure()
    {
        using var gate = new StreamGate();
        Gateway.Simulator.Enqueue(Fault.DripAt(gate), Fault.TokenCount(50));
        gate.ReleaseNext(4);
        using (var response = await Gateway.OpenAsync(Ask.Stream("Hello", "entra")))
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
            await reader.ReadLineAsync();
        }

        Assert.Equal(RequestOutcome.AbortedByClient, await Gateway.Simulator.Requests[^1].Outcome.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    private protected static string Configure(string configuration)
    {
        // The usual configuration's upstream is the simulator's OpenAI path; Azure's endpoint is its root.
        var start = configuration.IndexOf("\"baseUrl\": \"", StringComparison.Ordinal) + "\"baseUrl\": \"".Length;
        var root = new Uri(configuration[start..configuration.IndexOf('"', start)]).GetLeftPart(UriPartial.Authority);
        var providers = string.Join(
            ",\n",
            Provider("v1", root, "\"apiKey\": \"${SIMULATOR_API_KEY}\""),
            Provider("dated", root, "\"apiKey\": \"${SIMULATOR_API_KEY}\", \"apiVersion\": \"2024-10-21\""),
            Provider("entra", root, "\"auth\": \"entra\""),
            Provider("locked", root, "\"apiKey\": \"${REFUSED_API_KEY}\""),
            Provider("unreachable", "http://127.0.0.1:1", "\"auth\": \"entra\""));
        var rest = configuration[configuration.IndexOf("\"tenants\":", StringComparison.Ordinal)..];
        return $$"""{ "budget": { "enabled": false }, "logging": { "level": "error" }, "providers": { {{providers}} }, {{rest}}""";
    }

    private static string Provider(string name, string address, string more) =>
        $$"""  "az-{{name}}": { "type": "azure-openai", "baseUrl": "{{address}}", {{more}}, {{Models.Replace("MODEL", name, StringComparison.Ordinal)}} }""";
}

public sealed class SelfHostAzureOpenAITests : AzureOpenAITests
{
    private protected override GatewayUnderTest Create() => new SelfHostGateway { Configure = Configure };
}

public sealed class FunctionAppAzureOpenAITests : AzureOpenAITests
{
    [Fact]
    public async Task Chat_InThisHome_GoesThroughTheClientPackage()
    {
        await Gateway.SendAsync(Ask.Whole("Hello", "v1"));

        // Over plain HTTP the gateway names itself; a client package is its own agent.
        Assert.DoesNotContain("Tollgate", Gateway.Simulator.Requests[^1].Headers.GetValueOrDefault("User-Agent", ""), StringComparison.Ordinal);
    }

    private protected override GatewayUnderTest Create() => new FunctionAppGateway { Configure = Configure };
}
