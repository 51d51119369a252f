namespace Tollgate.Providers.Chat.Request;

/// <summary>Whether the model may, must or must not call a tool.</summary>
/// <param name="Mode">Which of these.</param>
/// <param name="Function">The one it must call, for <see cref="ToolChoiceMode.Function"/>: one of the request's tools.</param>
internal sealed record ToolChoice(ToolChoiceMode Mode, string? Function = null)
{
    /// <summary>The client did not say: OpenAI's default is auto when there are tools.</summary>
    public static ToolChoice Unsaid { get; } = new(ToolChoiceMode.Unsaid);
}

internal enum ToolChoiceMode
{
    Unsaid,
    Auto,
    None,

    /// <summary>Some tool must be called.</summary>
    Required,

    /// <summary>One certain tool must be called.</summary>
    Function,
}
