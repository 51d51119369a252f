namespace Amazon.BedrockRuntime.Model;

/// <summary>A turn of a conversation.</summary>
public class Message
{
    public List<ContentBlock>? Content { get; set; }

    public ConversationRole? Role { get; set; }
}
