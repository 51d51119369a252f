using System.Text.Json;
using Tollgate.Pricing;

namespace Tollgate.Providers.Chat.Answer;

/// <summary>A provider's whole answer, ready to be written as a chat completion.</summary>
internal sealed record ChatAnswer
{
    /// <summary>The provider's own id of it; <see cref="ChatIdentity.Id"/> is written where it gave none.</summary>
    public string? Id { get; init; }

    public required IReadOnlyList<ChatChoice> Choices { get; init; }

    /// <summary>Null: the provider did not say what it billed, and no <c>usage</c> is written.</summary>
    public TokenUsage? Usage { get; init; }
}

/// <summary>One answer of the <c>n</c> that were wanted.</summary>
internal sealed record ChatChoice
{
    /// <summary>Null if there was no text, as when a tool is called.</summary>
    public string? Content { get; init; }

    /// <summary>What the model told of its reasoning, written as <c>reasoning_content</c>.</summary>
    public string? Reasoning { get; init; }

    /// <summary>Why the model will not answer.</summary>
    public string? Refusal { get; init; }

    public IReadOnlyList<AnsweredCall> ToolCalls { get; init; } = [];

    /// <summary>One of <see cref="Answer.FinishReason"/>.</summary>
    public required string FinishReason { get; init; }

    /// <summary>In OpenAI's shape; undefined for none.</summary>
    public JsonElement Logprobs { get; init; }

    /// <summary>Writes further members of the message, such as <c>annotations</c> or <c>thinking_blocks</c>; null for none.</summary>
    public Action<Utf8JsonWriter>? Extras { get; init; }
}

/// <summary>A call that the model wants made.</summary>
/// <param name="Id">Unique within the conversation.</param>
/// <param name="Name">Of the function.</param>
/// <param name="Arguments">JSON, as text.</param>
/// <param name="Extras">Writes further members of the call; null for none.</param>
internal sealed record AnsweredCall(string Id, string Name, string Arguments, Action<Utf8JsonWriter>? Extras = null);
