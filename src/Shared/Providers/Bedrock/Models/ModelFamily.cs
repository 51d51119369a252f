using System.Text.RegularExpressions;

namespace Tollgate.Providers.Bedrock.Models;

/// <summary>What the models of one vendor can do behind Converse, which hides only a part of their differences.</summary>
internal sealed partial record ModelFamily
{
    /// <summary>Where <c>top_k</c> goes.</summary>
    public TopKForm TopK { get; init; }

    public ReasoningForm Reasoning { get; init; }

    /// <summary>A certain tool can be made compulsory.</summary>
    public bool CanForceTool { get; init; } = true;

    /// <summary>Some tool can be made compulsory.</summary>
    public bool CanRequireTools { get; init; } = true;

    /// <summary>Prompt caching by <c>cachePoint</c>.</summary>
    public bool Caches { get; init; }

    /// <summary>Its own <c>tool_choice</c>, which knows <c>disable_parallel_tool_use</c>, may be sent beside Converse's.</summary>
    public bool CanDisableParallelTools { get; init; }

    /// <summary>Of a tool's schema only <c>type</c>, <c>properties</c> and <c>required</c> may stand at the top.</summary>
    public bool WantsPlainToolSchema { get; init; }

    /// <summary>Takes back the reasoning that it signed.</summary>
    public bool ReadsReasoning { get; init; }

    /// <summary>Takes <c>seed</c> and the penalties, by their OpenAI names.</summary>
    public bool TakesSeedAndPenalties { get; init; }

    /// <summary>The highest temperature; OpenAI's is 2.</summary>
    public decimal MostTemperature { get; init; } = 1;

    private static readonly ModelFamily Claude3 = new() { TopK = TopKForm.Plain, Caches = true, ReadsReasoning = true };
    private static readonly ModelFamily ClaudeWithBudget = Claude3 with { Reasoning = ReasoningForm.Budget };
    private static readonly ModelFamily Claude45 = ClaudeWithBudget with { CanDisableParallelTools = true };
    private static readonly ModelFamily ClaudeAdaptive = Claude45 with { Reasoning = ReasoningForm.Adaptive };
    private static readonly ModelFamily Nova = new() { TopK = TopKForm.Nova, Caches = true, WantsPlainToolSchema = true };
    private static readonly ModelFamily Nova2 = Nova with { Reasoning = ReasoningForm.Nova };
    private static readonly ModelFamily Llama = new() { CanForceTool = false, CanRequireTools = false };
    private static readonly ModelFamily Mistral = new() { TopK = TopKForm.Plain, CanForceTool = false };
    private static readonly ModelFamily Command = new() { TopK = TopKForm.Cohere, CanForceTool = false, CanRequireTools = false, TakesSeedAndPenalties = true };
    private static readonly ModelFamily GptOss = new() { Reasoning = ReasoningForm.Effort, CanForceTool = false, CanRequireTools = false, MostTemperature = 2 };

    /// <summary>Nothing is known: an inference profile of the operator's own, or a vendor new to Bedrock.</summary>
    private static readonly ModelFamily Unknown = new() { TopK = TopKForm.Plain, MostTemperature = 2 };

    /// <param name="modelId">An id with or without a geography, or an ARN that ends in one.</param>
    public static ModelFamily Of(string modelId)
    {
        var id = Qualifier().Replace(modelId, "");
        return id switch
        {
            _ when id.StartsWith("anthropic.", StringComparison.Ordinal) => Claude(id),
            _ when id.StartsWith("amazon.nova-2", StringComparison.Ordinal) => Nova2,
            _ when id.StartsWith("amazon.nova", StringComparison.Ordinal) => Nova,
            _ when id.StartsWith("meta.", StringComparison.Ordinal) => Llama,
            _ when id.StartsWith("mistral.", StringComparison.Ordinal) => Mistral,
            _ when id.StartsWith("cohere.", StringComparison.Ordinal) => Command,
            _ when id.StartsWith("openai.", StringComparison.Ordinal) => GptOss,
            _ => Unknown,
        };
    }

    /// <summary>Claude 3.7 to 4.5 think within a budget of tokens; from 4.6 on they find it by themselves, guided by an effort.</summary>
    private static ModelFamily Claude(string id) =>
        id.Contains("claude-3-7", StringComparison.Ordinal) ? ClaudeWithBudget
        : id.Contains("claude-3", StringComparison.Ordinal) || id.Contains("claude-v2", StringComparison.Ordinal) || id.Contains("claude-instant", StringComparison.Ordinal) ? Claude3
        : ClaudeOfBudget().IsMatch(id) ? id.Contains("-4-5", StringComparison.Ordinal) ? Claude45 : ClaudeWithBudget
        : ClaudeAdaptive;

    // An ARN up to its resource, a geography, or both.
    [GeneratedRegex(@"^(?:arn:[^/]*/)?(?:(?:us|us-gov|ca|eu|apac|jp|au|global)\.(?=[a-z]+\.))?")]
    private static partial Regex Qualifier();

    [GeneratedRegex(@"claude-(?:opus|sonnet|haiku)-4(?:-[0-5])?(?:-20|-v|\z)")]
    private static partial Regex ClaudeOfBudget();
}
