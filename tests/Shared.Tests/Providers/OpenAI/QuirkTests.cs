using System.Text;
using Tollgate.Configuration;
using Tollgate.Configuration.Profiles;
using Tollgate.Models;
using Tollgate.Pricing;
using Tollgate.Providers.OpenAI;
using Tollgate.Routing.Capabilities;
using Tollgate.Testing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Providers.OpenAI;

/// <summary>What the profiles' facts make of a client's bytes.</summary>
public sealed class QuirkTests
{
    private const string Messages = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    [Theory]
    [InlineData("together", "\"max_completion_tokens\" : 7", "\"max_tokens\" : 7")]
    [InlineData("ollama", "\"max_completion_tokens\":7", "\"max_tokens\":7")]
    [InlineData("ollama", "\"max_\\u0063ompletion_tokens\":7", "\"max_tokens\":7")]
    [InlineData("ollama", "\"max_completion_tokens\":7,\"max_tokens\":7", "\"max_completion_tokens\":7,\"max_tokens\":7")]
    [InlineData("ollama", "\"max_completion_tokens\":null", "\"max_completion_tokens\":null")]
    [InlineData("groq", "\"max_completion_tokens\":7", "\"max_completion_tokens\":7")]
    [InlineData("vllm", "\"max_completion_tokens\":7", "\"max_completion_tokens\":7")]
    [InlineData("custom", "\"max_completion_tokens\":7", "\"max_completion_tokens\":7")]
    [InlineData("openai", "\"max_tokens\":7", "\"max_tokens\":7")]
    public async Task Body_OutputBound_GoesOutUnderANameThatTheProviderObeys(string type, string given, string sent) =>
        Assert.Equal($$"""{"model":"upstream-model",{{Messages}},{{sent}}}""", await SentAsync(type, $"{Messages},{given}"));

    [Theory]
    [InlineData("openai", "m", "max_completion_tokens")]
    [InlineData("azure-openai", "m", "max_completion_tokens")]
    [InlineData("github", "openai/o4-mini", "max_completion_tokens")]
    [InlineData("github", "deepseek/r1", "max_tokens")]
    [InlineData("groq", "m", "max_tokens")]
    public async Task Body_OldBoundForAModelThatReasons_TakesTheNameThatItTakes(string type, string model, string name)
    {
        var sent = await SentAsync(type, $"{Messages},\"max_tokens\":7", model, ModelCapabilities.Chat | ModelCapabilities.Reasoning);

        Assert.EndsWith($",\"{name}\":7}}", sent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("groq", $"\"logprobs\":true,\"top_logprobs\":2,\"n\":2,{Messages},\"logit_bias\":{{\"1\":1}},\"x\":1.50", $"{Messages},\"x\":1.50")]
    [InlineData("together", $"{Messages},\"logprobs\":true,\"top_logprobs\":2", $"{Messages},\"logprobs\":true")]
    [InlineData("ollama", $"{Messages},\"tool_choice\":\"required\",\"tools\":[{{\"type\":\"function\"}}]", $"{Messages},\"tools\":[{{\"type\":\"function\"}}]")]
    [InlineData("ollama", $"{Messages},\"tool_choice\":\"auto\"", $"{Messages},\"tool_choice\":\"auto\"")]
    [InlineData("vllm", $"{Messages},\"logprobs\":true,\"n\":2", $"{Messages},\"logprobs\":true,\"n\":2")]
    public async Task Body_MembersThatTheWireLacks_AreCutOutAndNothingElseIsTouched(string type, string given, string sent) =>
        Assert.Equal($$"""{"model":"upstream-model",{{sent}}}""", await SentAsync(type, given));

    [Theory]
    [InlineData("2024-06-01", false)]
    [InlineData("2024-08-01-preview", false)]
    [InlineData("2024-09-01-preview", true)]
    [InlineData("2024-10-21", true)]
    public async Task Body_StreamOfADatedApi_AsksForUsageOnlyWhereThatIsUnderstood(string version, bool asks)
    {
        var sent = await SentAsync("azure-openai", $"\"stream\":true,{Messages}", version: version);

        Assert.Equal(asks, sent.Contains("include_usage", StringComparison.Ordinal));
    }

    private static async Task<string> SentAsync(
        string type, string members, string model = "upstream-model", ModelCapabilities capabilities = ModelCapabilities.None, string? version = null)
    {
        var tenant = TestGateway.Tenant with { DropsUnsupportedParameters = true };
        var request = TestGateway.Request($$"""{"model":"m",{{members}}}""", new ManualTimeProvider(), tenant: tenant);
        var attempt = TestGateway.Attempt(request, Deployment(type, model, capabilities, version));
        CapabilityCheck.Require(attempt);
        using var body = OpenAIRequest.Body(attempt);
        return Encoding.UTF8.GetString(await body.ReadAsByteArrayAsync());
    }

    private static Deployment Deployment(string type, string model, ModelCapabilities capabilities, string? version)
    {
        ProviderOptions provider = TestGateway.Provider() with { Type = type, ApiVersion = version, Quirks = ProviderProfiles.ByType[type].Quirks };
        return TestGateway.Deployment(provider, model, capabilities);
    }
}
