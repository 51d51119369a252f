using Amazon.Runtime;

namespace Amazon.BedrockRuntime;

/// <summary>How fast an answer is wanted.</summary>
public class PerformanceConfigLatency : ConstantClass
{
    public PerformanceConfigLatency(string value)
        : base(value)
    {
    }

    public static PerformanceConfigLatency FindValue(string value) => FindValue<PerformanceConfigLatency>(value);

    /// <summary>Null is nothing, as in the SDK, which is not annotated.</summary>
    public static implicit operator PerformanceConfigLatency(string? value) => FindValue(value!);
}
