using Amazon.Runtime;

namespace Amazon.BedrockRuntime.Model;

/// <summary>A stream of events.</summary>
public sealed class ConverseStreamResponse : AmazonWebServiceResponse, IDisposable
{
    public ConverseStreamOutput? Stream { get; set; }

    public void Dispose() => Stream?.Dispose();
}
