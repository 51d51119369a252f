using System.Text.Json.Nodes;
using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Inference;

/// <summary>The OpenAI-compatible providers, each with its own ways on the wire.</summary>
public abstract class ProfileTests(GatewayUnderTest gateway)
{
    public static TheoryData<string, string> Profiles => new()
    {
        { "openai", "/v1/chat/completions" },
        { "groq", "/groq/openai/v1/chat/completions" },
        { "github", "/github/inference/chat/completions" },
        { "github-org", "/github/orgs/acme/inference/chat/completions" },
        { "together", "/together/v1/chat/completions" },
        { "vllm", "/vllm/v1/chat/completions" },
        { "ollama", "/ollama/v1/chat/completions" },
    };

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task Chat_Whole_IsAnsweredAndBilled(string model, string path)
    {
        var user = gateway.NewUser();

        var reply = await gateway.SendAsync(Ask.Whole("Hello", model) with { User = user });

        var asked = gateway.Simulator.Requests[^1];
        Assert.Equal("Écho 1: „Hello“ — 你好 🌍.", reply.Content);
        Assert.Equal(path, asked.Path);
        Assert.Equal(model is not ("vllm" or "ollama"), asked.Headers.ContainsKey("Authorization"));
        Assert.Equal(model.StartsWith("github", StringComparison.Ordinal), asked.Headers.ContainsKey("X-GitHub-Api-Version"));
        Assert.Equal(asked.Billed.CompletionTokens, (await gateway.UsageOfAsync(user)).Output);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task Chat_Streamed_IsAnsweredAndBilled(string model, string path)
    {
        var user = gateway.NewUser();

        var reply = await gateway.SendAsync(Ask.Stream("Hello", model) with { User = user });

        var asked = gateway.Simulator.Requests[^1];
        Assert.Equal(path, asked.Path);
        Assert.Equal("Écho 1: „Hello“ — 你好 🌍.", reply.Content);
        Assert.DoesNotContain(reply.Chunks, chunk => chunk.GetProperty("choices").GetArrayLength() == 0);
        Assert.Equal("[DONE]", reply.Events[^1]);
        Assert.Equal(asked.Billed.CompletionTokens, (await gateway.UsageOfAsync(user)).Output);
    }

    [Theory]
    [InlineData("groq", "logprobs", "true", "logprobs")]
    [InlineData("groq", "n", "2", "n")]
    [InlineData("groq", "logit_bias", """{"50256":-100}""", "logit_bias")]
    [InlineData("ollama", "n", "2", "n")]
    [InlineData("ollama", "tool_choice", "\"required\"", "tool_choice")]
    public async Task Parameter_ThatTheProviderLacks_IsRefusedByNameOrDroppedByPolicy(string model, string name, string value, string dropped)
    {
        var asked = gateway.Simulator.Requests.Count;
        var refused = await gateway.SendAsync(new Call { Text = Ask.Body("Hello", model, (name, JsonNode.Parse(value))) });
        Assert.Equal(asked, gateway.Simulator.Requests.Count);

        var answered = await gateway.SendAsync(new Call { Text = Ask.Body("Hello", model, (name, JsonNode.Parse(value))), Key = TestKeys.Beta });

        Assert.Equal((400, "unsupported_parameter", name), (refused.Status, refused.ErrorCode, refused.Error.GetProperty("param").GetString()));
        Assert.Equal((200, dropped), (answered.Status, answered.Headers["x-tollgate-dropped-parameters"]));
        Assert.False(gateway.Simulator.Requests[^1].ReadJson().TryGetProperty(name, out _));
    }

    [Theory]
    [InlineData("together")]
    [InlineData("ollama")]
    [InlineData("vllm")]
    [InlineData("groq")]
    [InlineData("openai")]
    public async Task Bound_UnderTheNewName_HoldsAtEveryProvider(string model)
    {
        var reply = await gateway.SendAsync(new Call { Text = Ask.Body("Hello", model, ("max_completion_tokens", 3)) });

        Assert.Equal("length", reply.Json.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.Equal(3, gateway.Simulator.Requests[^1].Billed.CompletionTokens);
    }

    [Fact]
    public async Task Bound_UnderTheOldName_HoldsForAModelThatRefusesIt()
    {
        var reply = await gateway.SendAsync(new Call { Text = Ask.Body("Hello", "openai-thinker", ("max_tokens", 3)) });

        Assert.Equal("length", reply.Json.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
    }

    [Theory]
    [InlineData("vllm-lost", 404)]
    [InlineData("ollama-lost", 404)]
    [InlineData("github-lost", 400)]
    [InlineData("openai-lost", 404)]
    public async Task Model_ThatTheProviderDoesNotHave_IsNotFoundInItsWords(string model, int status)
    {
        var reply = await gateway.SendAsync(Ask.Whole("Hello", model));

        Assert.Equal((status, "model_not_found"), (reply.Status, reply.ErrorCode));
        Assert.Contains("nowhere", reply.Error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Model_WithoutTools_IsAskedWithoutThemWhereTheTenantDrops()
    {
        var tools = JsonNode.Parse("""[{"type":"function","function":{"name":"f"}}]""");
        var reply = await gateway.SendAsync(new Call
        {
            Text = Ask.Body("Hello", "plain", ("tools", tools), ("tool_choice", "required"), ("max_tokens", 500), ("seed", 1)),
            Key = TestKeys.Beta,
        });

        Assert.Equal("Écho 1: „Hello“ — 你好 🌍.", reply.Content);
        Assert.Equal("tools, tool_choice", reply.Headers["x-tollgate-dropped-parameters"]);
        Assert.Equal("100", reply.Headers["x-tollgate-max-tokens-clamped"]);
        var sent = gateway.Simulator.Requests[^1].ReadJson();
        Assert.Equal(["max_tokens", "messages", "model", "seed"], sent.EnumerateObject().Select(member => member.Name).Order());
        Assert.Equal(100, sent.GetProperty("max_tokens").GetInt32());
    }

    [Theory]
    [InlineData("messages", """[{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://example.com/a.png"}}]}]""", "messages")]
    [InlineData("response_format", """{"type":"json_schema","json_schema":{"name":"a","schema":{}}}""", "response_format")]
    [InlineData("reasoning_effort", "\"high\"", "reasoning_effort")]
    [InlineData("max_tokens", "101", "max_tokens")]
    [InlineData("stream", "true", "stream")]
    public async Task Model_WithoutACapability_IsNotAskedAndTheMemberIsNamed(string name, string value, string param)
    {
        var asked = gateway.Simulator.Requests.Count;

        var reply = await gateway.SendAsync(new Call { Text = Ask.Body("Hello", "plain", (name, JsonNode.Parse(value))) });

        Envelope.Check(reply, 400, "invalid_request_error", "unsupported_parameter", param);
        Assert.Equal(asked, gateway.Simulator.Requests.Count);
    }

    private protected static string Configure(string configuration)
    {
        var start = configuration.IndexOf("\"baseUrl\": \"", StringComparison.Ordinal) + "\"baseUrl\": \"".Length;
        var root = new Uri(configuration[start..configuration.IndexOf('"', start)]).GetLeftPart(UriPartial.Authority);
        var providers = string.Join(
            ",\n",
            Provider("openai", "openai", $"{root}/v1", Model("openai"), Lost("openai"), """{ "id": "openai-thinker", "modelId": "o4-mini" }"""),
            Provider("groq", "groq", $"{root}/groq/openai/v1", Model("groq")),
            Provider("github", "github", $"{root}/github/inference", Model("github", "openai/gpt-4o"), Lost("github", "openai/nowhere")),
            Provider("github-org", "github", $"{root}/github/orgs/acme/inference", Model("github-org", "openai/gpt-4o")),
            Provider("together", "together", $"{root}/together/v1", Model("together")),
            Provider("vllm", "vllm", $"{root}/vllm/v1", Model("vllm"), Lost("vllm")),
            Provider("ollama", "ollama", $"{root}/ollama/v1", Model("ollama"), Lost("ollama")),
            Provider(
                "plain",
                "custom",
                $"{root}/v1",
                """{ "id": "plain", "modelId": "gpt-4o-mini", "maxOutputTokens": 100, "capabilities": ["chat"], "price": { "input": 1, "output": 1 } }"""));
        var tenants = configuration[configuration.IndexOf("\"tenants\":", StringComparison.Ordinal)..]
            .Replace("\"beta\": {", "\"beta\": { \"unsupportedParameters\": \"drop\",", StringComparison.Ordinal);
        return $$"""{ "budget": { "enabled": false }, "logging": { "level": "error" }, "providers": { {{providers}} }, {{tenants}}""";
    }

    private static string Model(string id, string upstream = "gpt-4o") =>
        $$"""{ "id": "{{id}}", "modelId": "{{upstream}}", "price": { "input": 1, "output": 1 } }""";

    private static string Lost(string provider, string upstream = "nowhere") => Model($"{provider}-lost", upstream);

    private static string Provider(string name, string type, string address, params string[] models)
    {
        var key = type is "vllm" or "ollama" ? "" : "\"apiKey\": \"${SIMULATOR_API_KEY}\", ";
        return $$"""  "{{name}}": { "type": "{{type}}", "baseUrl": "{{address}}", {{key}}"models": [{{string.Join(", ", models)}}] }""";
    }

    public sealed class SelfHostSetup : IAsyncLifetime
    {
        internal GatewayUnderTest Gateway { get; } = new SelfHostGateway { Configure = Configure };

        public Task InitializeAsync() => Gateway.InitializeAsync();

        public Task DisposeAsync() => Gateway.DisposeAsync();
    }

    public sealed class FunctionAppSetup : IAsyncLifetime
    {
        internal GatewayUnderTest Gateway { get; } = new FunctionAppGateway { Configure = Configure };

        public Task InitializeAsync() => Gateway.InitializeAsync();

        public Task DisposeAsync() => Gateway.DisposeAsync();
    }
}

public sealed class SelfHostProfileTests(ProfileTests.SelfHostSetup setup) : ProfileTests(setup.Gateway), IClassFixture<ProfileTests.SelfHostSetup>;

public sealed class FunctionAppProfileTests(ProfileTests.FunctionAppSetup setup) : ProfileTests(setup.Gateway), IClassFixture<ProfileTests.FunctionAppSetup>;
