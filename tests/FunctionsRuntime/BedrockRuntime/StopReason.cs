using Amazon.Runtime;

namespace Amazon.BedrockRuntime;

/// <summary>Why an answer ended.</summary>
public class StopReason : ConstantClass
{
    public StopReason(string value)
        : base(value)
    {
    }

    public static StopReason FindValue(string value) => FindValue<StopReason>(value);

    /// <summary>Null is nothing, as in the SDK, which is not annotated.</summary>
    public static implicit operator StopReason(string? value) => FindValue(value!);
}
