using System.Buffers;
using System.Text.Json;
using Amazon.BedrockRuntime.Model;

namespace Tollgate.FunctionApp.Bedrock;

/// <summary>The SDK's whole answer as Converse's JSON.</summary>
internal static class SdkAnswer
{
    public static ReadOnlyMemory<byte> Write(ConverseResponse response)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteStartObject("output"u8);
        json.WriteStartObject("message"u8);
        json.WriteStartArray("content"u8);
        foreach (var block in response.Output?.Message?.Content ?? [])
        {
            WriteBlock(json, block);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("stopReason"u8, response.StopReason?.Value);
        if (response.Usage is { } usage)
        {
            WriteUsage(json, usage);
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>The member <c>usage</c>.</summary>
    public static void WriteUsage(Utf8JsonWriter json, TokenUsage usage)
    {
        json.WriteStartObject("usage"u8);
        json.WriteNumber("inputTokens"u8, usage.InputTokens ?? 0);
        json.WriteNumber("outputTokens"u8, usage.OutputTokens ?? 0);
        json.WriteNumber("cacheReadInputTokens"u8, usage.CacheReadInputTokens ?? 0);
        json.WriteNumber("cacheWriteInputTokens"u8, usage.CacheWriteInputTokens ?? 0);
        json.WriteStartArray("cacheDetails"u8);
        foreach (var detail in usage.CacheDetails ?? [])
        {
            json.WriteStartObject();
            json.WriteString("ttl"u8, detail.Ttl?.Value);
            json.WriteNumber("inputTokens"u8, detail.InputTokens ?? 0);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteBlock(Utf8JsonWriter json, ContentBlock block)
    {
        json.WriteStartObject();
        if (block.Text is not null)
        {
            json.WriteString("text"u8, block.Text);
        }
        else if (block.ToolUse is { } call)
        {
            json.WriteStartObject("toolUse"u8);
            json.WriteString("toolUseId"u8, call.ToolUseId);
            json.WriteString("name"u8, call.Name);
            json.WritePropertyName("input"u8);
            SdkDocument.Write(json, call.Input);
            json.WriteEndObject();
        }
        else if (block.ReasoningContent is { } reasoning)
        {
            WriteReasoning(json, reasoning);
        }

        json.WriteEndObject();
    }

    private static void WriteReasoning(Utf8JsonWriter json, ReasoningContentBlock reasoning)
    {
        json.WriteStartObject("reasoningContent"u8);
        if (reasoning.ReasoningText is { } text)
        {
            json.WriteStartObject("reasoningText"u8);
            json.WriteString("text"u8, text.Text);
            if (text.Signature is not null)
            {
                json.WriteString("signature"u8, text.Signature);
            }

            json.WriteEndObject();
        }
        else if (reasoning.RedactedContent is { } redacted)
        {
            json.WriteBase64String("redactedContent"u8, redacted.ToArray());
        }

        json.WriteEndObject();
    }
}
