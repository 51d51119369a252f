using System.Text.Json;

namespace Tollgate.Providers.Chat.Request;

/// <summary>
/// A chat request as a translator reads it: checked, and with OpenAI's older spellings folded into the current ones. Elements
/// and slices point into the client's body: it must be written in the upstream's form before the call is under way.
/// </summary>
internal sealed record ChatRequest
{
    /// <summary>In the client's order, with <c>function</c> messages turned into <c>tool</c> ones.</summary>
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary><c>tools</c>, or <c>functions</c> of old.</summary>
    public IReadOnlyList<ToolDefinition> Tools { get; init; } = [];

    public ToolChoice ToolChoice { get; init; } = ToolChoice.Unsaid;

    /// <summary>Null: the client did not say.</summary>
    public bool? ParallelToolCalls { get; init; }

    public ResponseFormat ResponseFormat { get; init; } = ResponseFormat.Text;

    /// <summary>
    /// The bound on the tokens of an answer, the gateway's own included: the lowest of what the client asked and what it can
    /// afford. Null: nobody set one.
    /// </summary>
    public long? MaxTokens { get; init; }

    public decimal? Temperature { get; init; }

    public decimal? TopP { get; init; }

    /// <summary>Not OpenAI's, but understood by many: <c>top_k</c>.</summary>
    public long? TopK { get; init; }

    public decimal? PresencePenalty { get; init; }

    public decimal? FrequencyPenalty { get; init; }

    /// <summary>Answers wanted; 1 unless the client says otherwise.</summary>
    public long N { get; init; } = 1;

    public long? Seed { get; init; }

    public IReadOnlyList<string> Stop { get; init; } = [];

    public bool Logprobs { get; init; }

    public long? TopLogprobs { get; init; }

    /// <summary><c>none</c>, <c>minimal</c>, <c>low</c>, <c>medium</c>, <c>high</c>, <c>xhigh</c>; null: the client did not say.</summary>
    public string? ReasoningEffort { get; init; }

    /// <summary><c>user</c>.</summary>
    public string? User { get; init; }

    public bool Stream { get; init; }

    /// <summary>
    /// Every further member with a value other than null, by its name: what is not taken from here must be refused or dropped,
    /// through <see cref="Pipeline.UnsupportedParameters"/>, never overlooked.
    /// </summary>
    public required IReadOnlyDictionary<string, JsonElement> Others { get; init; }

    /// <summary>System and developer messages, in their order.</summary>
    public IEnumerable<ChatMessage> Instructions => Messages.Where(message => message.Role is ChatRole.System or ChatRole.Developer);

    /// <summary>All others, in their order.</summary>
    public IEnumerable<ChatMessage> Turns => Messages.Where(message => message.Role is not (ChatRole.System or ChatRole.Developer));
}
