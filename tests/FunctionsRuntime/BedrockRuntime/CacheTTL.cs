using Amazon.Runtime;

namespace Amazon.BedrockRuntime;

/// <summary>How long a prompt is cached.</summary>
public class CacheTTL : ConstantClass
{
    public CacheTTL(string value)
        : base(value)
    {
    }

    public static CacheTTL FindValue(string value) => FindValue<CacheTTL>(value);

    /// <summary>Null is nothing, as in the SDK, which is not annotated.</summary>
    public static implicit operator CacheTTL(string? value) => FindValue(value!);
}
