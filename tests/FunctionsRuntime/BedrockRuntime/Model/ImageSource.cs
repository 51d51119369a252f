namespace Amazon.BedrockRuntime.Model;

/// <summary>Where an image comes from.</summary>
public class ImageSource
{
    public MemoryStream? Bytes { get; set; }
}
