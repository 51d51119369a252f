namespace Amazon.BedrockRuntime.Model;

/// <summary>Makes the model call one tool.</summary>
public class SpecificToolChoice
{
    public string? Name { get; set; }
}
