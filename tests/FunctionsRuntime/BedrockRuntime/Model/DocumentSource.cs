namespace Amazon.BedrockRuntime.Model;

/// <summary>Where a document comes from.</summary>
public class DocumentSource
{
    public MemoryStream? Bytes { get; set; }
}
