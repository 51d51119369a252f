using System.Collections.Frozen;
using System.Text.Json;
using Tollgate.Pipeline;

namespace Tollgate.Providers.Bedrock.Request;

/// <summary>What becomes of the members of a request that only some providers know.</summary>
internal static class OtherMembers
{
    /// <summary>Converse's own, passed as they are.</summary>
    private static readonly FrozenSet<string> Native = new[] { "guardrailConfig", "performanceConfig", "requestMetadata" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Read elsewhere in the translation.</summary>
    private static readonly FrozenSet<string> Translated = new[] { "thinking", "additionalModelRequestFields" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>They change no answer.</summary>
    private static readonly FrozenSet<string> Hints = new[] { "metadata", "prompt_cache_key", "prompt_cache_retention", "safety_identifier" }.ToFrozenSet(StringComparer.Ordinal);

    public static void Write(Utf8JsonWriter json, IReadOnlyDictionary<string, JsonElement> others, UnsupportedParameters unsupported, string model)
    {
        foreach (var (name, value) in others)
        {
            if (Native.Contains(name))
            {
                json.WritePropertyName(name);
                value.WriteTo(json);
            }
            else if (!Translated.Contains(name) && !Hints.Contains(name) && !IsUsual(name, value))
            {
                unsupported.Drop(name, model);
            }
        }
    }

    /// <summary>It asks for what happens anyway.</summary>
    private static bool IsUsual(string name, JsonElement value) => name switch
    {
        "store" => value.ValueKind == JsonValueKind.False,
        "service_tier" => value.ValueKind == JsonValueKind.String && (value.ValueEquals("auto"u8) || value.ValueEquals("default"u8)),
        "modalities" => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 1 && value[0].ValueKind == JsonValueKind.String && value[0].ValueEquals("text"u8),
        "logit_bias" => value.ValueKind == JsonValueKind.Object && !value.EnumerateObject().Any(),
        _ => false,
    };
}
