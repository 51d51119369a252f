using System.Text.Json;
using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Providers.Bedrock.Models;
using Tollgate.Providers.Chat.Request;

namespace Tollgate.Providers.Bedrock.Request;

/// <summary>Puts an effort of reasoning, or Anthropic's <c>thinking</c>, among a model's own fields.</summary>
internal static class ReasoningFields
{
    /// <summary>Claude takes no smaller budget.</summary>
    private const long LeastBudget = 1024;

    /// <param name="fields">Added to.</param>
    /// <param name="chat">What the client wants.</param>
    /// <param name="family">What the model takes.</param>
    /// <param name="deployment">Its most tokens of output, and its name.</param>
    /// <param name="unsupported">Told of what cannot be had.</param>
    /// <returns>Whether Claude is made to think, which rules other things out.</returns>
    public static bool Add(ModelFields fields, ChatRequest chat, ModelFamily family, Deployment deployment, UnsupportedParameters unsupported)
    {
        var model = deployment.UpstreamModel;
        if (chat.Others.TryGetValue("thinking", out var thinking))
        {
            if (family.Reasoning is ReasoningForm.Budget or ReasoningForm.Adaptive)
            {
                fields.Add("thinking", thinking.WriteTo);
            }
            else
            {
                unsupported.Drop("thinking", model);
            }
        }

        if (chat.ReasoningEffort is { } effort && !fields.Has("thinking") && !TryAdd(fields, effort, family.Reasoning, chat.MaxTokens ?? deployment.Info.MaxOutputTokens))
        {
            unsupported.Drop("reasoning_effort", model);
        }

        return fields.Has("thinking") && !IsDisabled(thinking);
    }

    private static bool IsDisabled(JsonElement thinking) =>
        thinking.ValueKind == JsonValueKind.Object && thinking.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("disabled"u8);

    private static bool TryAdd(ModelFields fields, string effort, ReasoningForm form, long? maxTokens)
    {
        var level = effort switch { "minimal" => "low", "low" or "medium" or "high" => effort, "xhigh" => "high", "none" => "none", _ => null };
        switch (form)
        {
            case ReasoningForm.None or ReasoningForm.Budget or ReasoningForm.Adaptive when level == "none":
                return true;
            case ReasoningForm.Budget when level is not null && (maxTokens is null || maxTokens > LeastBudget):
                var budget = BudgetOf(effort, maxTokens ?? long.MaxValue);
                fields.Add("thinking", json => WriteThinking(json, "enabled", budget));
                return true;
            case ReasoningForm.Adaptive when level is not null:
                fields.Add("thinking", json => WriteThinking(json, "adaptive", budget: null));
                fields.Add("output_config", json => WriteOne(json, "effort", effort == "xhigh" ? "max" : level));
                return true;
            case ReasoningForm.Nova when level == "none":
                fields.Add("reasoningConfig", json => WriteOne(json, "type", "disabled"));
                return true;
            case ReasoningForm.Nova when level is not null:
                fields.Add("reasoningConfig", json => WriteNova(json, level));
                return true;
            case ReasoningForm.Effort when level is not null and not "none":
                fields.Add("reasoning_effort", json => json.WriteStringValue(level));
                return true;
            default:
                return false;
        }
    }

    /// <summary>Thoughts count as output: at most half of it, where that is enough for any.</summary>
    private static long BudgetOf(string effort, long maxTokens)
    {
        var wanted = effort switch { "minimal" or "low" => LeastBudget, "medium" => 4096, "high" => 16_384, _ => 32_768 };
        return Math.Min(wanted, Math.Max(LeastBudget, maxTokens / 2));
    }

    private static void WriteThinking(Utf8JsonWriter json, string type, long? budget)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, type);
        if (budget is { } tokens)
        {
            json.WriteNumber("budget_tokens"u8, tokens);
        }

        json.WriteEndObject();
    }

    private static void WriteNova(Utf8JsonWriter json, string level)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "enabled"u8);
        json.WriteString("maxReasoningEffort"u8, level);
        json.WriteEndObject();
    }

    private static void WriteOne(Utf8JsonWriter json, string name, string value)
    {
        json.WriteStartObject();
        json.WriteString(name, value);
        json.WriteEndObject();
    }
}
