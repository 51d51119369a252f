namespace Tollgate.UpstreamSimulator.Anthropic;

/// <summary><c>thinking</c> and <c>output_config.effort</c>: whether the model thinks, how long, and whether it tells.</summary>
internal sealed record ThinkingSettings(int ThinkingTokens, bool IsTold, bool WasAskedFor)
{
    private const int LeastBudget = 1024;

    private static readonly string[] Efforts = ["low", "medium", "high", "xhigh", "max"];

    public static ThinkingSettings Read(MessageFields body, ClaudeModel model, int maxTokens, ToolUse tools)
    {
        var effort = ReadEffort(body, model);
        var tokens = effort switch { "low" => 32, "high" => 128, "xhigh" => 256, "max" => 512, _ => 64 };
        if (body.OptionalObject("thinking") is not { } thinking)
            return new(model.ThinksUnasked ? tokens : 0, !model.OmitsThinking, WasAskedFor: false);

        var display = thinking.Text("display");
        var isTold = display is null ? !model.OmitsThinking : display == "summarized";
        var type = thinking.RequiredText("type");
        switch (type)
        {
            case "enabled" when model.TakesBudget:
                thinking.Allow("type", "budget_tokens", "display");
                var budget = thinking.Integer("budget_tokens", LeastBudget) ?? throw MessageFields.Invalid("thinking.enabled.budget_tokens: Field required");
                if (budget >= maxTokens)
                    throw MessageFields.Invalid("`max_tokens` must be greater than `thinking.budget_tokens`.");
                RequireUnforced(tools);
                return new(budget / 32, isTold, WasAskedFor: true);
            case "adaptive" when model.TakesAdaptive:
                thinking.Allow("type", "display");
                if (!model.ThinksUnasked)
                    RequireUnforced(tools);
                return new(tokens, isTold, WasAskedFor: true);
            case "disabled" when model.TakesDisabled:
            case "between_tools" when model.TakesBetweenTools:
                thinking.Allow("type");
                return new(0, IsTold: false, WasAskedFor: false);
            default:
                throw MessageFields.Invalid($"\"thinking.type.{type}\" is not supported for this model.");
        }
    }

    private static string? ReadEffort(MessageFields body, ClaudeModel model)
    {
        if (body.OptionalObject("output_config")?.Text("effort") is not { } effort)
            return null;
        if (!Efforts.Contains(effort))
            throw MessageFields.Invalid("output_config.effort: Input should be 'low', 'medium', 'high', 'xhigh' or 'max'");
        if (!model.TakesAdaptive || (effort == "xhigh" && !model.OmitsThinking))
            throw MessageFields.Invalid($"This model does not support the effort '{effort}'.");
        return effort;
    }

    private static void RequireUnforced(ToolUse tools)
    {
        if (tools.IsForced)
            throw MessageFields.Invalid("Thinking may not be enabled when tool_choice forces tool use.");
    }
}
