using Amazon.Runtime.EventStreams;

namespace Amazon.BedrockRuntime.Model;

/// <summary>The message begins.</summary>
public class MessageStartEvent : IEventStreamEvent
{
    public ConversationRole? Role { get; set; }
}
