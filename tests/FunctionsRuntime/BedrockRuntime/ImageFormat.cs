using Amazon.Runtime;

namespace Amazon.BedrockRuntime;

/// <summary>The kind of an image.</summary>
public class ImageFormat : ConstantClass
{
    public ImageFormat(string value)
        : base(value)
    {
    }

    public static ImageFormat FindValue(string value) => FindValue<ImageFormat>(value);

    /// <summary>Null is nothing, as in the SDK, which is not annotated.</summary>
    public static implicit operator ImageFormat(string? value) => FindValue(value!);
}
