using Amazon.Runtime.Documents;

namespace Amazon.BedrockRuntime.Model;

/// <summary>A call of a tool.</summary>
public class ToolUseBlock
{
    public Document Input { get; set; }

    public string? Name { get; set; }

    public string? ToolUseId { get; set; }
}
