using System.Text.Json;
using Tollgate.Pipeline;
using Tollgate.Providers.Chat.Request;

namespace Tollgate.Providers.Gemini.Request;

/// <summary>
/// Writes <c>reasoning_effort</c> as <c>thinkingConfig</c>, by Google's own table: a budget in tokens for Gemini 2.5, a level
/// from Gemini 3 on. Whoever says how much to think is shown the thoughts.
/// </summary>
internal static class ThinkingWriter
{
    private const string Member = "reasoning_effort";

    public static void Write(Utf8JsonWriter json, string effort, GeminiModel model, UnsupportedParameters unsupported)
    {
        if (effort is not ("none" or "minimal" or "low" or "medium" or "high" or "xhigh"))
        {
            throw MemberReader.Unexpected(Member, "'none', 'minimal', 'low', 'medium', 'high' or 'xhigh'");
        }

        if (!model.Reasons)
        {
            if (effort != "none")
            {
                unsupported.Drop(Member, model.Name);
            }
        }
        else if (effort == "none" && model.IsPro)
        {
            unsupported.Drop(Member, $"{model.Name}, which always thinks,");
        }
        else
        {
            WriteConfig(json, effort, model);
        }
    }

    private static void WriteConfig(Utf8JsonWriter json, string effort, GeminiModel model)
    {
        json.WriteStartObject("thinkingConfig"u8);
        if (model.ThinksByLevel)
        {
            json.WriteString("thinkingLevel"u8, Level(effort, model));
        }
        else
        {
            json.WriteNumber("thinkingBudget"u8, Budget(effort));
        }

        if (effort != "none")
        {
            json.WriteBoolean("includeThoughts"u8, true);
        }

        json.WriteEndObject();
    }

    private static int Budget(string effort) => effort switch
    {
        "none" => 0,
        "minimal" or "low" => 1_024,
        "medium" => 8_192,
        _ => 24_576,
    };

    private static string Level(string effort, GeminiModel model) => effort switch
    {
        "none" or "minimal" => model.IsPro ? "LOW" : "MINIMAL",
        "low" => "LOW",

        // Gemini 3 Pro has only two levels.
        "medium" => model is { IsPro: true, Version: 3 } ? "HIGH" : "MEDIUM",
        _ => "HIGH",
    };
}
