namespace Amazon.BedrockRuntime.Model;

/// <summary>A block of the system prompt.</summary>
public class SystemContentBlock
{
    public CachePointBlock? CachePoint { get; set; }

    public string? Text { get; set; }
}
