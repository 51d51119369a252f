namespace Amazon.BedrockRuntime.Model;

/// <summary>Asks a model in its own form.</summary>
public class InvokeModelRequest : AmazonBedrockRuntimeRequest
{
    public string? Accept { get; set; }

    public MemoryStream? Body { get; set; }

    public string? ContentType { get; set; }

    public string? ModelId { get; set; }
}
