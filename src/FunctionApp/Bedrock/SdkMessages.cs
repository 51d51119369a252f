using System.Text.Json;
using Amazon.BedrockRuntime.Model;

namespace Tollgate.FunctionApp.Bedrock;

/// <summary>Messages of Converse's JSON as the SDK's objects.</summary>
internal static class SdkMessages
{
    public static Message ReadMessage(JsonElement message) => new()
    {
        Role = message.TextOf("role"),
        Content = message.ListOf("content", ReadBlock),
    };

    public static SystemContentBlock ReadSystem(JsonElement block) => new()
    {
        Text = block.TextOf("text"),
        CachePoint = block.Of("cachePoint", ReadCachePoint),
    };

    public static CachePointBlock ReadCachePoint(JsonElement point) => new()
    {
        Type = point.TextOf("type"),
        Ttl = point.TextOf("ttl"),
    };

    private static ContentBlock ReadBlock(JsonElement block) => new()
    {
        Text = block.TextOf("text"),
        Image = block.Of("image", ReadImage),
        Document = block.Of("document", ReadDocument),
        ToolUse = block.Of("toolUse", ReadCall),
        ToolResult = block.Of("toolResult", ReadResult),
        ReasoningContent = block.Of("reasoningContent", ReadReasoning),
        CachePoint = block.Of("cachePoint", ReadCachePoint),
    };

    private static ImageBlock ReadImage(JsonElement image) => new()
    {
        Format = image.TextOf("format"),
        Source = image.Of("source", source => new ImageSource { Bytes = source.BytesOf("bytes") }),
    };

    private static DocumentBlock ReadDocument(JsonElement document) => new()
    {
        Format = document.TextOf("format"),
        Name = document.TextOf("name"),
        Source = document.Of("source", source => new DocumentSource { Bytes = source.BytesOf("bytes") }),
    };

    private static ToolUseBlock ReadCall(JsonElement call) => new()
    {
        ToolUseId = call.TextOf("toolUseId"),
        Name = call.TextOf("name"),
        Input = SdkDocument.Read(call.GetProperty("input")),
    };

    private static ToolResultBlock ReadResult(JsonElement result) => new()
    {
        ToolUseId = result.TextOf("toolUseId"),
        Content = result.ListOf("content", part => new ToolResultContentBlock
        {
            Text = part.TextOf("text"),
            Image = part.Of("image", ReadImage),
            Document = part.Of("document", ReadDocument),
        }),
    };

    private static ReasoningContentBlock ReadReasoning(JsonElement reasoning) => new()
    {
        ReasoningText = reasoning.Of("reasoningText", text => new ReasoningTextBlock { Text = text.TextOf("text"), Signature = text.TextOf("signature") }),
        RedactedContent = reasoning.BytesOf("redactedContent"),
    };
}
