namespace Amazon.BedrockRuntime.Model;

/// <summary>Some reasoning.</summary>
public class ReasoningContentBlockDelta
{
    public MemoryStream? RedactedContent { get; set; }

    public string? Signature { get; set; }

    public string? Text { get; set; }
}
