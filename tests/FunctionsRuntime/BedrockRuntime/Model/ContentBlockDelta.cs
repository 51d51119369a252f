namespace Amazon.BedrockRuntime.Model;

/// <summary>Some of a block.</summary>
public class ContentBlockDelta
{
    public ReasoningContentBlockDelta? ReasoningContent { get; set; }

    public string? Text { get; set; }

    public ToolUseBlockDelta? ToolUse { get; set; }
}
