using System.Text.Json;
using Tollgate.Pipeline;
using Tollgate.Providers.Bedrock.Models;
using Tollgate.Providers.Chat.Request;

namespace Tollgate.Providers.Bedrock.Request;

/// <summary>Puts what Converse has no member for among a model's own fields, where that model takes it, and tells of the rest.</summary>
internal static class SamplingFields
{
    public static void Add(ModelFields fields, ChatRequest chat, ModelFamily family, UnsupportedParameters unsupported, string model)
    {
        if (chat.TopK is { } topK)
        {
            AddTopK(fields, topK, family.TopK, unsupported, model);
        }

        AddOrDrop("seed", chat.Seed, (json, seed) => json.WriteNumberValue(seed));
        AddOrDrop("presence_penalty", chat.PresencePenalty, (json, penalty) => json.WriteNumberValue(penalty));
        AddOrDrop("frequency_penalty", chat.FrequencyPenalty, (json, penalty) => json.WriteNumberValue(penalty));
        if (chat.ParallelToolCalls == false && chat.Tools.Count > 0 && chat.ToolChoice.Mode != ToolChoiceMode.None)
        {
            AddSingleCall(fields, chat.ToolChoice, family, unsupported, model);
        }

        void AddOrDrop<TValue>(string name, TValue? value, Action<Utf8JsonWriter, TValue> write)
            where TValue : struct
        {
            if (value is not { } given)
            {
                return;
            }

            if (family.TakesSeedAndPenalties)
            {
                fields.Add(name, json => write(json, given));
            }
            else
            {
                unsupported.Drop(name, model);
            }
        }
    }

    private static void AddTopK(ModelFields fields, long topK, TopKForm form, UnsupportedParameters unsupported, string model)
    {
        switch (form)
        {
            case TopKForm.Plain:
                fields.Add("top_k", json => json.WriteNumberValue(topK));
                break;
            case TopKForm.Cohere:
                fields.Add("k", json => json.WriteNumberValue(topK));
                break;
            case TopKForm.Nova:
                fields.Add("inferenceConfig", json =>
                {
                    json.WriteStartObject();
                    json.WriteNumber("topK"u8, topK);
                    json.WriteEndObject();
                });
                break;
            default:
                unsupported.Drop("top_k", model);
                break;
        }
    }

    /// <summary>Claude has a switch for it within its own choice of tool, which has to say the same as Converse's.</summary>
    private static void AddSingleCall(ModelFields fields, ToolChoice choice, ModelFamily family, UnsupportedParameters unsupported, string model)
    {
        if (!family.CanDisableParallelTools)
        {
            unsupported.Drop("parallel_tool_calls", model);
            return;
        }

        fields.Add("tool_choice", json =>
        {
            json.WriteStartObject();
            json.WriteString("type"u8, choice.Mode switch { ToolChoiceMode.Required => "any", ToolChoiceMode.Function => "tool", _ => "auto" });
            if (choice.Mode == ToolChoiceMode.Function)
            {
                json.WriteString("name"u8, choice.Function);
            }

            json.WriteBoolean("disable_parallel_tool_use"u8, true);
            json.WriteEndObject();
        });
    }
}
