using Amazon.Runtime.EventStreams.Internal;

namespace Amazon.BedrockRuntime.Model;

/// <summary>An exception within a stream; the inner one is the service's.</summary>
public class BedrockRuntimeEventStreamException : EventStreamException
{
    public BedrockRuntimeEventStreamException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public BedrockRuntimeEventStreamException(string message)
        : base(message)
    {
    }

    public BedrockRuntimeEventStreamException()
    {
    }
}
