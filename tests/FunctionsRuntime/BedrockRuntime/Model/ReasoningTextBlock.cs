namespace Amazon.BedrockRuntime.Model;

/// <summary>What the model thought.</summary>
public class ReasoningTextBlock
{
    public string? Signature { get; set; }

    public string? Text { get; set; }
}
