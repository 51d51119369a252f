namespace Amazon.BedrockRuntime.Model;

/// <summary>Converse's own parameters of inference.</summary>
public class InferenceConfiguration
{
    public int? MaxTokens { get; set; }

    public List<string>? StopSequences { get; set; }

    public float? Temperature { get; set; }

    public float? TopP { get; set; }
}
