using System.Collections.Frozen;
using Tollgate.Pipeline;

namespace Tollgate.Configuration.Profiles;

/// <summary>The kinds of provider, in the order in which those found in the environment are preferred.</summary>
internal static class ProviderProfiles
{
    public const string Custom = "custom";
    public const string Demo = "demo";

    public static IReadOnlyList<ProviderProfile> All { get; } =
    [
        new()
        {
            Type = "openai",
            BaseUrl = "https://api.openai.com/v1",
            KeyVariables = ["OPENAI_API_KEY"],
            Switch = "ENABLE_OPENAI",
        },
        new()
        {
            Type = "azure-openai",
            AddressRule = AddressRule.AzureResource,
            AddressVariable = "AZURE_OPENAI_ENDPOINT",
            KeyVariables = ["AZURE_OPENAI_API_KEY"],
            Switch = "ENABLE_AZURE_OPENAI",
            SendsApiKeyHeader = true,
            OffersEntraId = true,
            NamesDeployments = true,
        },
        new()
        {
            Type = "anthropic",
            Wire = "anthropic",
            BaseUrl = "https://api.anthropic.com/v1",
            KeyVariables = ["ANTHROPIC_API_KEY"],
            Switch = "ENABLE_ANTHROPIC",
        },
        new()
        {
            Type = "bedrock",
            Wire = "bedrock",
            BaseUrl = "https://bedrock-runtime.{region}.amazonaws.com",
            KeyVariables = ["AWS_BEARER_TOKEN_BEDROCK"],
            Switch = "ENABLE_BEDROCK",
            IsAws = true,
        },
        new()
        {
            Type = "gemini",
            Wire = "gemini",
            BaseUrl = "https://generativelanguage.googleapis.com/v1beta",
            KeyVariables = ["GEMINI_API_KEY", "GOOGLE_API_KEY"],
            Switch = "ENABLE_GEMINI",
        },
        new()
        {
            Type = "cohere",
            Wire = "cohere",
            BaseUrl = "https://api.cohere.com/v2",
            KeyVariables = ["COHERE_API_KEY"],
            Switch = "ENABLE_COHERE",
        },
        new()
        {
            Type = "groq",
            BaseUrl = "https://api.groq.com/openai/v1",
            KeyVariables = ["GROQ_API_KEY"],
            Switch = "ENABLE_GROQ",
            Quirks = new()
            {
                Lacks = RequestNeeds.Logprobs | RequestNeeds.TopLogprobs | RequestNeeds.LogitBias | RequestNeeds.SeveralAnswers,
            },
        },
        new()
        {
            Type = "github",
            BaseUrl = "https://models.github.ai/inference",
            KeyVariables = ["GITHUB_TOKEN"],
            Switch = "ENABLE_GITHUB_MODELS",
            Quirks = new() { Headers = [new("X-GitHub-Api-Version", "2022-11-28")] },
        },
        new()
        {
            Type = "together",
            BaseUrl = "https://api.together.xyz/v1",
            KeyVariables = ["TOGETHER_API_KEY"],
            Switch = "ENABLE_TOGETHER",
            Quirks = new() { Lacks = RequestNeeds.TopLogprobs, KnowsOnlyMaxTokens = true },
        },
        new()
        {
            Type = "vllm",
            BaseUrl = "http://localhost:8000/v1",
            AddressRule = AddressRule.LocalServer,
            AddressVariable = "VLLM_BASE_URL",
            Switch = "ENABLE_VLLM",
            NeedsKey = false,
            IsFree = true,
            IsWildcard = true,
        },
        new()
        {
            Type = "ollama",
            BaseUrl = "http://localhost:11434/v1",
            AddressRule = AddressRule.LocalServer,
            AddressVariable = "OLLAMA_HOST",
            Switch = "ENABLE_OLLAMA",
            Quirks = new()
            {
                Lacks = RequestNeeds.ToolChoice | RequestNeeds.LogitBias | RequestNeeds.SeveralAnswers,
                KnowsOnlyMaxTokens = true,
            },
            NeedsKey = false,
            IsFree = true,
            IsWildcard = true,
        },
        new() { Type = Custom, NeedsKey = false },
        new() { Type = Demo, Wire = "demo", Switch = "ENABLE_DEMO", NeedsKey = false, IsFree = true },
    ];

    public static FrozenDictionary<string, ProviderProfile> ByType { get; } =
        All.ToFrozenDictionary(profile => profile.Type, StringComparer.Ordinal);

    public static IReadOnlyList<string> Types { get; } = [.. All.Select(profile => profile.Type)];
}
