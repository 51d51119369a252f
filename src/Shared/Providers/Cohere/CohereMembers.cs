using System.Collections.Frozen;
using System.Text.Json;
using Tollgate.Pipeline;

namespace Tollgate.Providers.Cohere;

/// <summary>Members that OpenAI's chat does not share with Cohere's: Cohere's own pass as they are, OpenAI's cannot be done here.</summary>
internal static class CohereMembers
{
    private static readonly FrozenSet<string> Native =
        FrozenSet.Create(StringComparer.Ordinal, "documents", "citation_options", "safety_mode", "thinking", "priority");

    /// <summary>Notes of the client's that change no answer, and what <see cref="CohereTools"/> has read.</summary>
    private static readonly FrozenSet<string> Settled =
        FrozenSet.Create(StringComparer.Ordinal, "metadata", "prompt_cache_key", "prompt_cache_retention", "safety_identifier", "strict_tools");

    public static void Write(Utf8JsonWriter json, IReadOnlyDictionary<string, JsonElement> members, string provider, UnsupportedParameters unsupported)
    {
        foreach (var (name, value) in members)
        {
            if (Native.Contains(name))
            {
                json.WritePropertyName(name);
                value.WriteTo(json);
            }
            else if (!Settled.Contains(name) && !AsksForNothing(name, value))
            {
                unsupported.Drop(name, provider);
            }
        }
    }

    /// <summary>A member that could ask for more, with the value that everybody gets anyway.</summary>
    private static bool AsksForNothing(string name, JsonElement value) => name switch
    {
        "store" => value.ValueKind == JsonValueKind.False,
        "service_tier" => value.ValueKind == JsonValueKind.String && (value.ValueEquals("auto"u8) || value.ValueEquals("default"u8)),
        "logit_bias" => value.ValueKind == JsonValueKind.Object && !value.EnumerateObject().Any(),
        "modalities" => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(each => each.ValueKind == JsonValueKind.String && each.ValueEquals("text"u8)),
        _ => false,
    };
}
