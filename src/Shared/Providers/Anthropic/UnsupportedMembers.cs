using System.Text.Json;
using Tollgate.Pipeline;
using Tollgate.Providers.Chat.Request;

namespace Tollgate.Providers.Anthropic;

/// <summary>Goes over every member of a chat request that has no counterpart in the Messages API.</summary>
internal static class UnsupportedMembers
{
    /// <exception cref="RefusalException">There is one, and the tenant does not want it dropped.</exception>
    public static void Check(ChatRequest chat, Action<string> drop)
    {
        DropIf(chat.N != 1, "n", drop);
        DropIf(chat.Seed is not null, "seed", drop);
        DropIf(chat.Logprobs, "logprobs", drop);
        DropIf(chat.TopLogprobs > 0, "top_logprobs", drop);
        DropIf(chat.PresencePenalty is not (null or 0), "presence_penalty", drop);
        DropIf(chat.FrequencyPenalty is not (null or 0), "frequency_penalty", drop);
        DropIf(chat.Stop.Any(string.IsNullOrWhiteSpace), "stop", drop);
        foreach (var (name, value) in chat.Others)
        {
            DropIf(!IsHandled(name, value), name, drop);
        }

        foreach (var message in chat.Messages)
        {
            DropIf(message is { Name: not null, Role: not ChatRole.Tool }, $"{message.Path}.name", drop);
            DropIf(message.Source.TryGetProperty("audio"u8, out var audio) && audio.ValueKind != JsonValueKind.Null, $"{message.Path}.audio", drop);
        }
    }

    private static bool IsHandled(string name, JsonElement value) => name switch
    {
        // The vendor's own, passed on.
        "thinking" or "betas" or "cache_control" or "inference_geo" or "speed" => true,

        // Hints that change no answer; a user_id beside user is the same person.
        "metadata" or "prompt_cache_key" or "prompt_cache_retention" or "safety_identifier" or "user_id" => true,
        "store" => value.ValueKind == JsonValueKind.False,
        "service_tier" => value.ValueKind == JsonValueKind.String && value.GetString() is "auto" or "default" or "standard_only",
        "verbosity" => value.ValueKind == JsonValueKind.String && value.ValueEquals("medium"u8),
        "logit_bias" => value.ValueKind == JsonValueKind.Object && !value.EnumerateObject().Any(),
        "modalities" => IsTextOnly(value),
        _ => false,
    };

    /// <exception cref="RefusalException">Something else is wanted, for which text is no answer.</exception>
    private static bool IsTextOnly(JsonElement modalities) =>
        modalities.ValueKind == JsonValueKind.Array
        && modalities.EnumerateArray().All(modality => modality.ValueKind == JsonValueKind.String && modality.ValueEquals("text"u8))
            ? true
            : throw UnsupportedParameters.Refuse("modalities", "Claude answers with text only. Leave 'modalities' out, or choose another model.");

    private static void DropIf(bool isUnsupported, string name, Action<string> drop)
    {
        if (isUnsupported)
        {
            drop(name);
        }
    }
}
