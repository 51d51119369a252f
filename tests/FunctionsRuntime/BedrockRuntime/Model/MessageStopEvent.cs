using Amazon.Runtime.EventStreams;

namespace Amazon.BedrockRuntime.Model;

/// <summary>The message is complete.</summary>
public class MessageStopEvent : IEventStreamEvent
{
    public StopReason? StopReason { get; set; }
}
