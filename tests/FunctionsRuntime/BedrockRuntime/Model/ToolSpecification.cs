namespace Amazon.BedrockRuntime.Model;

/// <summary>A tool on offer.</summary>
public class ToolSpecification
{
    public string? Description { get; set; }

    public ToolInputSchema? InputSchema { get; set; }

    public string? Name { get; set; }

    public bool? Strict { get; set; }
}
