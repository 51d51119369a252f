using Amazon.Runtime.EventStreams;

namespace Amazon.BedrockRuntime.Model;

/// <summary>What it is billed by.</summary>
public class ConverseStreamMetadataEvent : IEventStreamEvent
{
    public TokenUsage? Usage { get; set; }
}
