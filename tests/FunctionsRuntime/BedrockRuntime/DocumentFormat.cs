using Amazon.Runtime;

namespace Amazon.BedrockRuntime;

/// <summary>The kind of a document.</summary>
public class DocumentFormat : ConstantClass
{
    public DocumentFormat(string value)
        : base(value)
    {
    }

    public static DocumentFormat FindValue(string value) => FindValue<DocumentFormat>(value);

    /// <summary>Null is nothing, as in the SDK, which is not annotated.</summary>
    public static implicit operator DocumentFormat(string? value) => FindValue(value!);
}
