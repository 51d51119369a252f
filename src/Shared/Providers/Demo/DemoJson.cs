using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tollgate.Pricing;

namespace Tollgate.Providers.Demo;

/// <summary>Writes the demo's answers in the shapes of OpenAI's API.</summary>
/// <param name="id">Of the completion.</param>
/// <param name="model">As asked.</param>
/// <param name="created">Unix seconds.</param>
internal sealed class DemoJson(string id, string model, long created)
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public ReadOnlyMemory<byte> Whole(DemoScript script) => Object("chat.completion", json =>
    {
        json.WriteStartArray("choices");
        for (var index = 0; index < script.Choices; index++)
        {
            json.WriteStartObject();
            json.WriteNumber("index", index);
            json.WriteStartObject("message");
            json.WriteString("role", "assistant");
            if (script.Reasoning.Length > 0)
            {
                json.WriteString("reasoning_content", script.Reasoning);
            }

            WriteAnswer(json, script);
            json.WriteEndObject();
            json.WriteNull("logprobs");
            json.WriteString("finish_reason", script.FinishReason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteUsage(json, script.Usage);
    });

    /// <summary>A chunk with one choice whose delta is written by <paramref name="delta"/>.</summary>
    public ReadOnlyMemory<byte> Chunk(int index, string? finishReason, Action<Utf8JsonWriter> delta) => Object("chat.completion.chunk", json =>
    {
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", index);
        json.WriteStartObject("delta");
        delta(json);
        json.WriteEndObject();
        json.WriteString("finish_reason", finishReason);
        json.WriteEndObject();
        json.WriteEndArray();
    });

    /// <summary>The last chunk of a stream: no choices, only usage.</summary>
    public ReadOnlyMemory<byte> UsageChunk(TokenUsage usage) => Object("chat.completion.chunk", json =>
    {
        json.WriteStartArray("choices");
        json.WriteEndArray();
        WriteUsage(json, usage);
    });

    private static void WriteAnswer(Utf8JsonWriter json, DemoScript script)
    {
        if (script.Tools.Count == 0)
        {
            json.WriteString("content", script.Content);
            return;
        }

        json.WriteNull("content");
        json.WriteStartArray("tool_calls");
        for (var index = 0; index < script.Tools.Count; index++)
        {
            WriteCall(json, index, script.Tools[index].Name, script.Tools[index].Arguments, withIndex: false);
        }

        json.WriteEndArray();
    }

    /// <summary>One tool call; a null name makes it a delta that only adds to the arguments.</summary>
    public static void WriteCall(Utf8JsonWriter json, int index, string? name, string arguments, bool withIndex)
    {
        json.WriteStartObject();
        if (withIndex)
        {
            json.WriteNumber("index", index);
        }

        if (name is not null)
        {
            json.WriteString("id", $"call_demo_{index}");
            json.WriteString("type", "function");
        }

        json.WriteStartObject("function");
        if (name is not null)
        {
            json.WriteString("name", name);
        }

        json.WriteString("arguments", arguments);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteUsage(Utf8JsonWriter json, TokenUsage usage)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", usage.TotalInput);
        json.WriteNumber("completion_tokens", usage.TotalOutput);
        json.WriteNumber("total_tokens", usage.Total);
        json.WriteStartObject("completion_tokens_details");
        json.WriteNumber("reasoning_tokens", usage.Reasoning);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private ReadOnlyMemory<byte> Object(string type, Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("object", type);
            json.WriteNumber("created", created);
            json.WriteString("model", model);
            members(json);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
