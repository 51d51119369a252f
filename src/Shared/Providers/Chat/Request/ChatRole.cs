namespace Tollgate.Providers.Chat.Request;

internal enum ChatRole
{
    System,
    Developer,
    User,
    Assistant,

    /// <summary>The result of a tool call.</summary>
    Tool,
}
