using System.Text.Json;
using Tollgate.Pipeline;
using Tollgate.Providers.Chat.Request;

namespace Tollgate.Providers.Gemini.Request;

/// <summary>Writes <c>generationConfig</c>: bounds, sampling, the form of the answer, thinking.</summary>
internal static class GenerationConfigWriter
{
    public static void Write(Utf8JsonWriter json, ChatRequest chat, NativeMembers native, GeminiModel model, UnsupportedParameters unsupported)
    {
        json.WriteStartObject("generationConfig"u8);
        WriteBounds(json, chat);
        Write(json, "temperature", chat.Temperature);
        Write(json, "topP", chat.TopP);
        Write(json, "topK", chat.TopK);
        Write(json, "presencePenalty", chat.PresencePenalty);
        Write(json, "frequencyPenalty", chat.FrequencyPenalty);
        Write(json, "seed", chat.Seed);
        WriteLogprobs(json, chat);
        WriteFormat(json, chat.ResponseFormat);
        if (native.MediaResolution is { } resolution)
        {
            json.WriteString("mediaResolution"u8, resolution);
        }

        if (native.ThinkingConfig is { } thinking)
        {
            json.WriteRaw("thinkingConfig", thinking);
        }
        else if (chat.ReasoningEffort is { } effort)
        {
            ThinkingWriter.Write(json, effort, model, unsupported);
        }

        json.WriteEndObject();
    }

    private static void WriteBounds(Utf8JsonWriter json, ChatRequest chat)
    {
        Write(json, "maxOutputTokens", chat.MaxTokens);
        if (chat.N != 1)
        {
            json.WriteNumber("candidateCount"u8, chat.N);
        }

        if (chat.Stop.Count > 0)
        {
            json.WriteStartArray("stopSequences"u8);
            foreach (var stop in chat.Stop)
            {
                json.WriteStringValue(stop);
            }

            json.WriteEndArray();
        }
    }

    private static void WriteLogprobs(Utf8JsonWriter json, ChatRequest chat)
    {
        if (chat.Logprobs)
        {
            json.WriteBoolean("responseLogprobs"u8, true);
            Write(json, "logprobs", chat.TopLogprobs);
        }
    }

    private static void WriteFormat(Utf8JsonWriter json, ResponseFormat format)
    {
        if (format.Kind == ResponseFormatKind.Text)
        {
            return;
        }

        json.WriteString("responseMimeType"u8, "application/json"u8);
        if (format.Kind == ResponseFormatKind.JsonSchema)
        {
            json.WriteRaw("responseJsonSchema", format.Schema);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, decimal? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
