using Amazon.Runtime.EventStreams;

namespace Amazon.BedrockRuntime.Model;

/// <summary>More of a block.</summary>
public class ContentBlockDeltaEvent : IEventStreamEvent
{
    public int? ContentBlockIndex { get; set; }

    public ContentBlockDelta? Delta { get; set; }
}
