using Amazon.Runtime.EventStreams;

namespace Amazon.BedrockRuntime.Model;

/// <summary>A block is complete.</summary>
public class ContentBlockStopEvent : IEventStreamEvent
{
    public int? ContentBlockIndex { get; set; }
}
