using Amazon.Runtime;

namespace Amazon.BedrockRuntime;

/// <summary>The kind of a cache point.</summary>
public class CachePointType : ConstantClass
{
    public CachePointType(string value)
        : base(value)
    {
    }

    public static CachePointType FindValue(string value) => FindValue<CachePointType>(value);

    /// <summary>Null is nothing, as in the SDK, which is not annotated.</summary>
    public static implicit operator CachePointType(string? value) => FindValue(value!);
}
