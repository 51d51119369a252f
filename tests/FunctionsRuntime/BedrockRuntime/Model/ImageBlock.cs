namespace Amazon.BedrockRuntime.Model;

/// <summary>An image.</summary>
public class ImageBlock
{
    public ImageFormat? Format { get; set; }

    public ImageSource? Source { get; set; }
}
