namespace Amazon.BedrockRuntime.Model;

/// <summary>The tools of a request.</summary>
public class ToolConfiguration
{
    public ToolChoice? ToolChoice { get; set; }

    public List<Tool>? Tools { get; set; }
}
