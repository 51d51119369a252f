namespace Amazon.BedrockRuntime.Model;

/// <summary>What kind of block begins.</summary>
public class ContentBlockStart
{
    public ToolUseBlockStart? ToolUse { get; set; }
}
