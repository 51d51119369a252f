namespace Tollgate.Providers.Bedrock.Models;

/// <summary>How a model's own fields take an effort of reasoning, which Converse does not have.</summary>
internal enum ReasoningForm
{
    None,

    /// <summary>Claude: <c>thinking</c> with a budget of tokens, within the answer's.</summary>
    Budget,

    /// <summary>Claude from 4.6 on: adaptive <c>thinking</c> and <c>output_config.effort</c>.</summary>
    Adaptive,

    /// <summary>Nova 2: <c>reasoningConfig.maxReasoningEffort</c>.</summary>
    Nova,

    /// <summary>gpt-oss: <c>reasoning_effort</c>.</summary>
    Effort,
}
