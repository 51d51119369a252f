using Tollgate.Routing;

namespace Tollgate.Pipeline;

/// <summary>
/// What the gateway itself needs to know of a request body. The body stays as the client wrote it; positions point into it so
/// that the few members a provider must see differently can be spliced without serialising anything again.
/// </summary>
internal sealed record RequestFacts
{
    /// <summary>Empty where the surface lets the client leave it out, until the gateway has chosen one.</summary>
    public required string Model { get; init; }

    /// <summary>The value of <c>model</c>, quotes included.</summary>
    public required JsonSlice ModelValue { get; init; }

    /// <summary>Just behind the body's opening brace: where a member can be put in.</summary>
    public required int MembersStart { get; init; }

    public bool Stream { get; init; }

    /// <summary>The client wants the usage chunk of a stream for itself.</summary>
    public bool IncludeUsage { get; init; }

    /// <summary>The value of <c>stream_options</c>, where there is one.</summary>
    public JsonSlice StreamOptions { get; init; }

    /// <summary>The value of <c>stream_options.include_usage</c>, where there is one.</summary>
    public JsonSlice IncludeUsageValue { get; init; }

    /// <summary>
    /// UTF-8 bytes of prompt text, an image counting like the text it costs about as much as: what an estimate starts from.
    /// </summary>
    public long PromptBytes { get; init; }

    /// <summary>What decides the most that the request can cost.</summary>
    public CostFacts Cost { get; init; }

    /// <summary>What it asks of a target beyond text for text.</summary>
    public RequestNeeds Needs { get; init; }

    /// <summary><c>user</c> (or <c>user_id</c>) of the body: a claim, not an identity.</summary>
    public string? User { get; init; }

    /// <summary>What the client wants of routing, by headers and body.</summary>
    public RoutingWishes Wishes { get; init; } = RoutingWishes.None;

    /// <summary>Members of the body that are meant for the gateway alone: they go to no provider.</summary>
    public IReadOnlyList<string> OwnMembers { get; init; } = [];
}

/// <param name="Start">First byte.</param>
/// <param name="Length">Zero: there is no such value.</param>
internal readonly record struct JsonSlice(int Start, int Length)
{
    public int End => Start + Length;

    public bool IsPresent => Length > 0;
}
