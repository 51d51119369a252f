using System.Text.Json;
using Tollgate.Pipeline;
using Tollgate.Providers.Chat.Request;

namespace Tollgate.Providers.Anthropic;

/// <summary>What is said to a model about thinking: the client's own <c>thinking</c>, or what <c>reasoning_effort</c> comes to.</summary>
internal sealed record ThinkingChoice
{
    private const int LeastBudget = 1_024;

    /// <summary>As in <c>adaptive</c>; null to say nothing.</summary>
    public string? Type { get; private init; }

    /// <summary>For <c>enabled</c>: the most tokens to think, less than the answer's bound, of which they are part.</summary>
    public long Budget { get; private init; }

    /// <summary><c>output_config.effort</c>; null to say nothing.</summary>
    public string? Effort { get; private init; }

    /// <summary>What the client wrote in the vendor's own form, passed on as it is; undefined for nothing.</summary>
    public JsonElement Own { get; private init; }

    /// <summary>The thinking is to be told, which some models do only when asked to.</summary>
    public bool IsToldOnDemand { get; private init; }

    /// <summary>The model was asked to think, which restricts what else it can be asked.</summary>
    public bool IsOn => Type is "adaptive" or "enabled";

    /// <exception cref="RefusalException">The model cannot think as asked, and the tenant does not want that dropped.</exception>
    public static ThinkingChoice Of(ChatRequest chat, ClaudeGeneration model, long maxTokens, bool forcesTool, Action<string> drop)
    {
        var effort = EffortOf(chat.ReasoningEffort);
        if (chat.Others.TryGetValue("thinking", out var own))
        {
            var type = own.ValueKind == JsonValueKind.Object
                ? new MemberReader(own, "thinking").RequiredText("type")
                : throw MemberReader.Unexpected("thinking", "an object with a type");
            return new ThinkingChoice { Type = type, Own = own, Effort = model.TakesAdaptiveThinking ? Known(effort, model) : null };
        }

        switch (effort)
        {
            case null:
                return new ThinkingChoice();
            case "none":
                return Off(model, drop);
            case var _ when forcesTool && !model.TakesForcedToolsThinking:
                drop("reasoning_effort");
                return new ThinkingChoice();
            case var _ when model.TakesAdaptiveThinking:
                return new ThinkingChoice { Type = "adaptive", Effort = Known(effort, model), IsToldOnDemand = model.OmitsThinking };
            case var _ when model.TakesThinkingBudget && maxTokens > LeastBudget:
                return new ThinkingChoice { Type = "enabled", Budget = Math.Clamp(BudgetOf(effort), LeastBudget, Math.Max(LeastBudget, maxTokens / 2)) };
            default:
                drop("reasoning_effort");
                return new ThinkingChoice();
        }
    }

    private static ThinkingChoice Off(ClaudeGeneration model, Action<string> drop)
    {
        if (!model.ThinksUnasked)
        {
            return new ThinkingChoice();
        }

        if (model.ThinkingOff is null)
        {
            drop("reasoning_effort");
        }

        return new ThinkingChoice { Type = model.ThinkingOff };
    }

    /// <summary>The nearest effort below that the model knows.</summary>
    private static string? Known(string? effort, ClaudeGeneration model) => effort switch
    {
        "none" => null,
        "minimal" => "low",
        "xhigh" when !model.TakesExtraHighEffort => "high",
        _ => effort,
    };

    private static int BudgetOf(string effort) => effort switch
    {
        "minimal" => LeastBudget,
        "low" => 2_048,
        "medium" => 8_192,
        "high" => 24_576,
        _ => 32_768,
    };

    private static string? EffortOf(string? asked) => asked is null or "none" or "minimal" or "low" or "medium" or "high" or "xhigh" or "max"
        ? asked
        : throw MemberReader.Unexpected("reasoning_effort", "'none', 'minimal', 'low', 'medium', 'high', 'xhigh' or 'max'");
}
