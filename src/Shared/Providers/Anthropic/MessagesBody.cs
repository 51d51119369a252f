using System.Text.Json;
using Tollgate.Providers.Chat.Request;

namespace Tollgate.Providers.Anthropic;

/// <summary>Writes the body of a Messages request.</summary>
internal static class MessagesBody
{
    public static void Write(Utf8JsonWriter json, MessagesPlan plan)
    {
        var chat = plan.Chat;
        json.WriteStartObject();
        json.WriteString("model"u8, plan.Model);
        json.WriteNumber("max_tokens"u8, plan.MaxTokens);
        if (chat.Stream)
        {
            json.WriteBoolean("stream"u8, true);
        }

        TurnWriter.Write(json, plan);
        ToolWriter.Write(json, plan);
        WriteThinking(json, plan.Thinking);
        WriteOutput(json, plan);
        WriteSampling(json, plan);
        WriteUser(json, chat);
        foreach (var name in (ReadOnlySpan<string>)["cache_control", "inference_geo", "speed"])
        {
            if (chat.Others.TryGetValue(name, out var own))
            {
                json.WritePropertyName(name);
                own.WriteTo(json);
            }
        }

        if (chat.Others.TryGetValue("service_tier", out var tier) && tier.ValueEquals("standard_only"u8))
        {
            json.WriteString("service_tier"u8, "standard_only"u8);
        }

        json.WriteEndObject();
    }

    private static void WriteThinking(Utf8JsonWriter json, ThinkingChoice thinking)
    {
        if (thinking.Own.ValueKind != JsonValueKind.Undefined)
        {
            json.WritePropertyName("thinking"u8);
            thinking.Own.WriteTo(json);
        }
        else if (thinking.Type is { } type)
        {
            json.WriteStartObject("thinking"u8);
            json.WriteString("type"u8, type);
            if (thinking.Budget > 0)
            {
                json.WriteNumber("budget_tokens"u8, thinking.Budget);
            }

            if (thinking.IsToldOnDemand)
            {
                json.WriteString("display"u8, "summarized"u8);
            }

            json.WriteEndObject();
        }
    }

    private static void WriteOutput(Utf8JsonWriter json, MessagesPlan plan)
    {
        if (plan.Thinking.Effort is null && plan.Format != AnswerFormat.Schema)
        {
            return;
        }

        json.WriteStartObject("output_config"u8);
        if (plan.Thinking.Effort is { } effort)
        {
            json.WriteString("effort"u8, effort);
        }

        if (plan.Format == AnswerFormat.Schema)
        {
            json.WriteStartObject("format"u8);
            json.WriteString("type"u8, "json_schema"u8);
            json.WritePropertyName("schema"u8);
            SchemaWriter.Write(json, plan.Chat.ResponseFormat.Schema);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteSampling(Utf8JsonWriter json, MessagesPlan plan)
    {
        var (temperature, topP, topK) = plan.Sampling;
        if (temperature is { } heat)
        {
            json.WriteNumber("temperature"u8, heat);
        }

        if (topP is { } share)
        {
            json.WriteNumber("top_p"u8, share);
        }

        if (topK is { } count)
        {
            json.WriteNumber("top_k"u8, count);
        }

        var stops = plan.Chat.Stop.Where(stop => !string.IsNullOrWhiteSpace(stop)).ToArray();
        if (stops.Length == 0)
        {
            return;
        }

        json.WriteStartArray("stop_sequences"u8);
        foreach (var stop in stops)
        {
            json.WriteStringValue(stop);
        }

        json.WriteEndArray();
    }

    private static void WriteUser(Utf8JsonWriter json, ChatRequest chat)
    {
        var user = chat.User;
        if (chat.Others.TryGetValue("metadata", out var metadata)
            && metadata.ValueKind == JsonValueKind.Object
            && metadata.TryGetProperty("user_id"u8, out var own)
            && own.ValueKind == JsonValueKind.String)
        {
            user ??= own.GetString();
        }

        if (user is not null)
        {
            json.WriteStartObject("metadata"u8);
            json.WriteString("user_id"u8, user);
            json.WriteEndObject();
        }
    }
}
