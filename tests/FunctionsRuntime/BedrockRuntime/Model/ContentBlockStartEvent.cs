using Amazon.Runtime.EventStreams;

namespace Amazon.BedrockRuntime.Model;

/// <summary>A block begins.</summary>
public class ContentBlockStartEvent : IEventStreamEvent
{
    public int? ContentBlockIndex { get; set; }

    public ContentBlockStart? Start { get; set; }
}
