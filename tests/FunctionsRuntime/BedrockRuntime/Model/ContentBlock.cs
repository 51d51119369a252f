namespace Amazon.BedrockRuntime.Model;

/// <summary>A block of a message: one of its members is set.</summary>
public class ContentBlock
{
    public CachePointBlock? CachePoint { get; set; }

    public DocumentBlock? Document { get; set; }

    public ImageBlock? Image { get; set; }

    public ReasoningContentBlock? ReasoningContent { get; set; }

    public string? Text { get; set; }

    public ToolResultBlock? ToolResult { get; set; }

    public ToolUseBlock? ToolUse { get; set; }
}
