using Tollgate.Pipeline;

namespace Tollgate.Configuration;

/// <summary>Where a provider's OpenAI wire is not OpenAI's: facts of its profile, from the vendor's own documentation.</summary>
internal sealed record WireQuirks
{
    public static WireQuirks None { get; } = new();

    /// <summary>What it refuses, or overlooks without a word, whatever the model.</summary>
    public RequestNeeds Lacks { get; init; }

    /// <summary>It overlooks <c>max_completion_tokens</c>: a bound goes out as <c>max_tokens</c>.</summary>
    public bool KnowsOnlyMaxTokens { get; init; }

    /// <summary>Sent with every request.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
}
