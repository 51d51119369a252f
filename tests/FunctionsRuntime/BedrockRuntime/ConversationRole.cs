using Amazon.Runtime;

namespace Amazon.BedrockRuntime;

/// <summary>Who speaks.</summary>
public class ConversationRole : ConstantClass
{
    public ConversationRole(string value)
        : base(value)
    {
    }

    public static ConversationRole FindValue(string value) => FindValue<ConversationRole>(value);

    /// <summary>Null is nothing, as in the SDK, which is not annotated.</summary>
    public static implicit operator ConversationRole(string? value) => FindValue(value!);
}
