using Amazon.Runtime;

namespace Amazon.BedrockRuntime;

/// <summary>Whether a guardrail tells what it did.</summary>
public class GuardrailTrace : ConstantClass
{
    public GuardrailTrace(string value)
        : base(value)
    {
    }

    public static GuardrailTrace FindValue(string value) => FindValue<GuardrailTrace>(value);

    /// <summary>Null is nothing, as in the SDK, which is not annotated.</summary>
    public static implicit operator GuardrailTrace(string? value) => FindValue(value!);
}
