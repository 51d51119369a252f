using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tollgate.Providers.Chat.Answer;

/// <summary>Writes a translated answer as a chat completion.</summary>
internal static class AnswerJson
{
    /// <summary>Text as people read it: answers are not embedded in HTML.</summary>
    public static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static WholeAnswer Write(ChatAnswer answer, ChatIdentity identity, string? upstreamRequestId)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteString("id"u8, answer.Id ?? identity.Id);
            json.WriteString("object"u8, "chat.completion"u8);
            json.WriteNumber("created"u8, identity.Created);
            json.WriteString("model"u8, identity.Model);
            json.WriteStartArray("choices"u8);
            for (var index = 0; index < answer.Choices.Count; index++)
            {
                Write(json, answer.Choices[index], index);
            }

            json.WriteEndArray();
            if (answer.Usage is { } usage)
            {
                UsageJson.Write(json, usage);
            }

            json.WriteEndObject();
        }

        return new WholeAnswer(buffer.WrittenMemory, answer.Usage)
        {
            ContentBytes = answer.Choices.Sum(ContentBytes),
            UpstreamRequestId = upstreamRequestId,
        };
    }

    private static void Write(Utf8JsonWriter json, ChatChoice choice, int index)
    {
        json.WriteStartObject();
        json.WriteNumber("index"u8, index);
        json.WriteStartObject("message"u8);
        json.WriteString("role"u8, "assistant"u8);
        json.WriteString("content"u8, choice.Content);
        json.WriteString("refusal"u8, choice.Refusal);
        if (choice.Reasoning is not null)
        {
            json.WriteString("reasoning_content"u8, choice.Reasoning);
        }

        if (choice.ToolCalls.Count > 0)
        {
            json.WriteStartArray("tool_calls"u8);
            foreach (var call in choice.ToolCalls)
            {
                Write(json, call);
            }

            json.WriteEndArray();
        }

        choice.Extras?.Invoke(json);
        json.WriteEndObject();
        json.WritePropertyName("logprobs"u8);
        if (choice.Logprobs.ValueKind == JsonValueKind.Undefined)
        {
            json.WriteNullValue();
        }
        else
        {
            choice.Logprobs.WriteTo(json);
        }

        json.WriteString("finish_reason"u8, choice.FinishReason);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AnsweredCall call)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, call.Id);
        json.WriteString("type"u8, "function"u8);
        json.WriteStartObject("function"u8);
        json.WriteString("name"u8, call.Name);
        json.WriteString("arguments"u8, call.Arguments);
        json.WriteEndObject();
        call.Extras?.Invoke(json);
        json.WriteEndObject();
    }

    private static long ContentBytes(ChatChoice choice) =>
        Bytes(choice.Content) + Bytes(choice.Reasoning) + Bytes(choice.Refusal) + choice.ToolCalls.Sum(call => Bytes(call.Arguments));

    private static long Bytes(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);
}
