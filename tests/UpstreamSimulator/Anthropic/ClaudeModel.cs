using Tollgate.UpstreamSimulator.OpenAI;

namespace Tollgate.UpstreamSimulator.Anthropic;

/// <summary>What one Claude model accepts, as its migration guide has it. Names that only ask for a fault behave as the oldest model.</summary>
internal sealed record ClaudeModel(string Name, IReadOnlyList<Fault> Faults)
{
    private static readonly string[] AdaptiveOnly =
        ["claude-opus-4-7", "claude-opus-4-8", "claude-opus-5", "claude-sonnet-5", "claude-haiku-5-5", "claude-fable-5"];

    private static readonly string[] Adaptive = [.. AdaptiveOnly, "claude-opus-4-6", "claude-sonnet-4-6"];
    private static readonly string[] Structured = [.. Adaptive, "claude-opus-4-5", "claude-sonnet-4-5", "claude-haiku-4-5"];
    private static readonly string[] NeverForced = ["claude-opus-5-5", "claude-sonnet-5-5", "claude-fable-5-1"];
    private static readonly string[] AlwaysThinking = ["claude-opus-5-5", "claude-fable-5"];
    private static readonly string[] ThinkingUnasked = ["claude-opus-5", "claude-sonnet-5", "claude-haiku-5-5", "claude-fable-5"];
    private static readonly string[] Unthinking = ["claude-3-opus", "claude-3-sonnet", "claude-3-haiku", "claude-3-5"];

    public bool TakesAdaptive => Is(Adaptive);

    public bool TakesBudget => !Is(AdaptiveOnly) && !Is(Unthinking);

    public bool TakesSampling => !Is(AdaptiveOnly);

    /// <summary>Of <c>temperature</c> and <c>top_p</c>, one at the most.</summary>
    public bool TakesOneOfSampling => Name.Contains("-4-5", StringComparison.Ordinal) || Name.Contains("-4-6", StringComparison.Ordinal);

    public bool TakesFormat => Is(Structured);

    public bool TakesForcedTools => !Is(NeverForced);

    public bool TakesDisabled => !Is(AlwaysThinking) && !TakesBetweenTools;

    public bool TakesBetweenTools => Is("claude-sonnet-5-5");

    public bool ThinksUnasked => Is(ThinkingUnasked);

    /// <summary>Thinking is told only when asked for.</summary>
    public bool OmitsThinking => Is(AdaptiveOnly);

    /// <summary>An answer cannot be begun for the model.</summary>
    public bool RefusesPrefill => Is(Adaptive);

    /// <exception cref="RefusedException">404: there is no such model.</exception>
    public static ClaudeModel Find(string name)
    {
        var parts = name.Split('+');
        string[] faultNames = parts[0].StartsWith("claude-", StringComparison.Ordinal) ? parts[1..]
            : parts[0].StartsWith("sim-", StringComparison.Ordinal) ? [parts[0]["sim-".Length..], .. parts[1..]]
            : throw Missing(name);
        return new ClaudeModel(parts[0], [.. faultNames.Select(fault => FaultNames.TryFind(fault, out var found) ? found : throw Missing(name))]);
    }

    private static RefusedException Missing(string name) => new(new(404, "not_found_error", null, $"model: {name}"));

    private bool Is(params string[] families) =>
        families.Any(family => Name == family || Name.StartsWith(family + "-", StringComparison.Ordinal));
}
