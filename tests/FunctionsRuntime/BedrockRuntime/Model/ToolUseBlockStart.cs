namespace Amazon.BedrockRuntime.Model;

/// <summary>A call that begins.</summary>
public class ToolUseBlockStart
{
    public string? Name { get; set; }

    public string? ToolUseId { get; set; }
}
