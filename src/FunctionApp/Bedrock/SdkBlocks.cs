using System.Text.Json;
using Amazon.BedrockRuntime.Model;

namespace Tollgate.FunctionApp.Bedrock;

/// <summary>The beginnings and parts of a stream's blocks as Converse's JSON.</summary>
internal static class SdkBlocks
{
    /// <summary>The member <c>start</c>, of a block that has one.</summary>
    public static void WriteStart(Utf8JsonWriter json, ContentBlockStart? start)
    {
        if (start?.ToolUse is not { } tool)
        {
            return;
        }

        json.WriteStartObject("start"u8);
        json.WriteStartObject("toolUse"u8);
        json.WriteString("toolUseId"u8, tool.ToolUseId);
        json.WriteString("name"u8, tool.Name);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The member <c>delta</c>.</summary>
    public static void WriteDelta(Utf8JsonWriter json, ContentBlockDelta? delta)
    {
        json.WriteStartObject("delta"u8);
        if (delta?.Text is { } text)
        {
            json.WriteString("text"u8, text);
        }
        else if (delta?.ToolUse is { } tool)
        {
            json.WriteStartObject("toolUse"u8);
            json.WriteString("input"u8, tool.Input ?? "");
            json.WriteEndObject();
        }
        else if (delta?.ReasoningContent is { } reasoning)
        {
            WriteReasoning(json, reasoning);
        }

        json.WriteEndObject();
    }

    private static void WriteReasoning(Utf8JsonWriter json, ReasoningContentBlockDelta reasoning)
    {
        json.WriteStartObject("reasoningContent"u8);
        if (reasoning.Text is { } text)
        {
            json.WriteString("text"u8, text);
        }
        else if (reasoning.Signature is { } signature)
        {
            json.WriteString("signature"u8, signature);
        }
        else if (reasoning.RedactedContent is { } redacted)
        {
            json.WriteBase64String("redactedContent"u8, redacted.ToArray());
        }

        json.WriteEndObject();
    }
}
