namespace Amazon.BedrockRuntime.Model;

/// <summary>A block of reasoning.</summary>
public class ReasoningContentBlock
{
    public ReasoningTextBlock? ReasoningText { get; set; }

    public MemoryStream? RedactedContent { get; set; }
}
