namespace Amazon.BedrockRuntime.Model;

/// <summary>Whether the model may or must call tools.</summary>
public class ToolChoice
{
    public AnyToolChoice? Any { get; set; }

    public AutoToolChoice? Auto { get; set; }

    public SpecificToolChoice? Tool { get; set; }
}
