namespace Amazon.BedrockRuntime.Model;

/// <summary>How fast an answer is wanted.</summary>
public class PerformanceConfiguration
{
    public PerformanceConfigLatency? Latency { get; set; }
}
