namespace Amazon.BedrockRuntime.Model;

/// <summary>What the model said.</summary>
public class ConverseOutput
{
    public Message? Message { get; set; }
}
