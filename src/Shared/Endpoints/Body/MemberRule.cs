namespace Tollgate.Endpoints.Body;

/// <summary>What the gateway checks of one known member; the rest of its value is the provider's to judge.</summary>
/// <param name="Index">Position in the schema, for spotting members given twice.</param>
/// <param name="Name">As on the wire.</param>
/// <param name="Allowed">Kinds of value it may have.</param>
/// <param name="Role">What the gateway itself uses it for.</param>
internal sealed record MemberRule(int Index, string Name, JsonKinds Allowed, MemberRole Role);

/// <summary>What the gateway itself needs a member for.</summary>
internal enum MemberRole
{
    /// <summary>Only its kind is checked.</summary>
    None,
    Model,
    Messages,

    /// <summary><c>prompt</c> and <c>input</c>: text, texts, or tokens.</summary>
    Text,
    Stream,
    StreamOptions,
    User,

    /// <summary><c>user_id</c>: the gateway's own name for the user, which no provider knows.</summary>
    UserId,

    /// <summary>What the client wants of the gateway's routing: nothing for a provider to see.</summary>
    Wish,

    /// <summary>An integer of at least one.</summary>
    Count,

    /// <summary><c>n</c>.</summary>
    Choices,
    BestOf,
    MaxTokens,
    MaxCompletionTokens,

    /// <summary>Part of what the model reads, so it counts towards an estimate.</summary>
    Prompted,
    Tools,
    Functions,
    ToolChoice,
    ResponseFormat,
    ReasoningEffort,
    Logprobs,
    TopLogprobs,
    LogitBias,
    Modalities,
    ServiceTier,

    /// <summary>Billed beside the tokens, or changes what they cost.</summary>
    Surcharge,

    /// <summary>May name content that the provider keeps for the model to read.</summary>
    Reference,
}
