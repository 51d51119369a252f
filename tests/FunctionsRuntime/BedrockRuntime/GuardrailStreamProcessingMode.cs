using Amazon.Runtime;

namespace Amazon.BedrockRuntime;

/// <summary>Whether a guardrail holds a stream up.</summary>
public class GuardrailStreamProcessingMode : ConstantClass
{
    public GuardrailStreamProcessingMode(string value)
        : base(value)
    {
    }

    public static GuardrailStreamProcessingMode FindValue(string value) => FindValue<GuardrailStreamProcessingMode>(value);

    /// <summary>Null is nothing, as in the SDK, which is not annotated.</summary>
    public static implicit operator GuardrailStreamProcessingMode(string? value) => FindValue(value!);
}
