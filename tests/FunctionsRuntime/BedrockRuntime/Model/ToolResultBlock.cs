namespace Amazon.BedrockRuntime.Model;

/// <summary>The result of a call.</summary>
public class ToolResultBlock
{
    public List<ToolResultContentBlock>? Content { get; set; }

    public string? ToolUseId { get; set; }
}
