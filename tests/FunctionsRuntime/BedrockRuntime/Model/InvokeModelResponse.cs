using Amazon.Runtime;

namespace Amazon.BedrockRuntime.Model;

/// <summary>A model's answer in its own form.</summary>
public class InvokeModelResponse : AmazonWebServiceResponse
{
    public MemoryStream? Body { get; set; }

    public string? ContentType { get; set; }
}
