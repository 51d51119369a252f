namespace Amazon.BedrockRuntime.Model;

/// <summary>Some of a call's input.</summary>
public class ToolUseBlockDelta
{
    public string? Input { get; set; }
}
