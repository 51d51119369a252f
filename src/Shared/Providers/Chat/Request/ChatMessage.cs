using System.Text.Json;

namespace Tollgate.Providers.Chat.Request;

/// <summary>One message of a conversation.</summary>
internal sealed record ChatMessage
{
    public required ChatRole Role { get; init; }

    /// <summary>Where it stands, as in <c>messages[3]</c>: the <c>param</c> of an error.</summary>
    public required string Path { get; init; }

    /// <summary>Empty for an assistant that only called tools. A string is one <see cref="TextPart"/>.</summary>
    public required IReadOnlyList<ContentPart> Content { get; init; }

    /// <summary>The participant's name; for a tool's result the tool's, as the call it answers told it.</summary>
    public string? Name { get; init; }

    public IReadOnlyList<ToolCall> ToolCalls { get; init; } = [];

    /// <summary>Of a tool's result: the call that it answers, which an earlier message made.</summary>
    public string? ToolCallId { get; init; }

    /// <summary>The whole message as the client wrote it, for members that only one provider knows (<c>thinking_blocks</c>, …).</summary>
    public required JsonElement Source { get; init; }

    /// <summary>Its text parts, one after the other.</summary>
    public string Text => Content is [TextPart only] ? only.Text : string.Concat(Content.OfType<TextPart>().Select(part => part.Text));
}
