namespace Amazon.BedrockRuntime.Model;

/// <summary>An entry of the list of tools.</summary>
public class Tool
{
    public CachePointBlock? CachePoint { get; set; }

    public ToolSpecification? ToolSpec { get; set; }
}
