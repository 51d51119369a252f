using System.Text.Json;
using Tollgate.Pipeline;
using Tollgate.Providers.Chat.Request;

namespace Tollgate.Providers.Gemini.Request;

/// <summary>The members of a request beyond those that every translator reads: Gemini's own, and those it cannot do.</summary>
internal sealed record NativeMembers
{
    /// <summary><c>safety_settings</c>: categories and thresholds.</summary>
    public JsonElement? SafetySettings { get; private init; }

    /// <summary><c>cached_content</c>: the name of a context cache.</summary>
    public string? CachedContent { get; private init; }

    /// <summary><c>thinking_config</c>, for what <c>reasoning_effort</c> cannot say.</summary>
    public JsonElement? ThinkingConfig { get; private init; }

    /// <summary><c>media_resolution</c>: how finely images are looked at.</summary>
    public string? MediaResolution { get; private init; }

    /// <summary><c>web_search_options</c>: answers are grounded in Google Search.</summary>
    public bool SearchesTheWeb { get; private init; }

    /// <exception cref="RefusalException">One of them cannot be done, or is wrong.</exception>
    public static NativeMembers Read(ChatRequest chat, UnsupportedParameters unsupported, string provider)
    {
        var native = new NativeMembers();
        foreach (var (name, value) in chat.Others)
        {
            native = name switch
            {
                "safety_settings" => native with { SafetySettings = Require(name, value, JsonValueKind.Array, "an array of categories and thresholds") },
                "cached_content" => native with { CachedContent = Require(name, value, JsonValueKind.String, "the name of a cache").GetString() },
                "thinking_config" => native with { ThinkingConfig = Require(name, value, JsonValueKind.Object, "an object") },
                "media_resolution" => native with { MediaResolution = Require(name, value, JsonValueKind.String, "a string").GetString() },
                "web_search_options" => native with { SearchesTheWeb = RequireSearch(value, unsupported, provider) },
                _ => native,
            };
            if (!IsNative(name) && !IsHarmless(name, value))
            {
                unsupported.Drop(name, provider);
            }
        }

        return native.ThinkingConfig is null || chat.ReasoningEffort is null ? native : throw new RefusalException(Refusal.Invalid(
            "conflicting_parameters", "'reasoning_effort' and 'thinking_config' cannot be given together: send one of them.", "thinking_config"));
    }

    private static bool IsNative(string name) =>
        name is "safety_settings" or "cached_content" or "thinking_config" or "media_resolution" or "web_search_options";

    /// <summary>Without it the answer is the same.</summary>
    private static bool IsHarmless(string name, JsonElement value) => name switch
    {
        "metadata" or "prompt_cache_key" or "prompt_cache_retention" or "safety_identifier" or "user_id" => true,
        "store" => value.ValueKind == JsonValueKind.False,
        "service_tier" => value.ValueKind == JsonValueKind.String && value.GetString() is "auto" or "default" or "standard",
        "modalities" => value.ValueKind == JsonValueKind.Array
            && value.EnumerateArray().All(form => form.ValueKind == JsonValueKind.String && form.ValueEquals("text"u8)),
        _ => false,
    };

    private static JsonElement Require(string name, JsonElement value, JsonValueKind kind, string expected) =>
        value.ValueKind == kind ? value : throw MemberReader.Unexpected(name, expected);

    private static bool RequireSearch(JsonElement options, UnsupportedParameters unsupported, string provider)
    {
        foreach (var option in Require("web_search_options", options, JsonValueKind.Object, "an object").EnumerateObject())
        {
            if (option.Value.ValueKind != JsonValueKind.Null)
            {
                unsupported.Drop($"web_search_options.{option.Name}", provider);
            }
        }

        return true;
    }
}
