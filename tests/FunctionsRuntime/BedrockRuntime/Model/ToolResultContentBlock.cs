namespace Amazon.BedrockRuntime.Model;

/// <summary>A part of a tool's result.</summary>
public class ToolResultContentBlock
{
    public DocumentBlock? Document { get; set; }

    public ImageBlock? Image { get; set; }

    public string? Text { get; set; }
}
