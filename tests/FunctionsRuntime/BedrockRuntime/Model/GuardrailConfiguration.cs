namespace Amazon.BedrockRuntime.Model;

/// <summary>The guardrail of a whole answer.</summary>
public class GuardrailConfiguration
{
    public string? GuardrailIdentifier { get; set; }

    public string? GuardrailVersion { get; set; }

    public GuardrailTrace? Trace { get; set; }
}
