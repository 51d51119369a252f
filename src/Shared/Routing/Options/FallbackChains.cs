namespace Tollgate.Routing.Options;

/// <summary>Public model names to go on with, in order, when none of a model's own targets answers: by the kind of the last failure.</summary>
internal sealed record FallbackChains
{
    public static FallbackChains None { get; } = new();

    public IReadOnlyList<string> RateLimit { get; init; } = [];

    public IReadOnlyList<string> Outage { get; init; } = [];

    public IReadOnlyList<string> ContextLength { get; init; } = [];

    public IReadOnlyList<string> ContentPolicy { get; init; } = [];

    /// <summary>All of them, for checks.</summary>
    public IEnumerable<string> All => RateLimit.Concat(Outage).Concat(ContextLength).Concat(ContentPolicy).Distinct();

    public IReadOnlyList<string> For(FailureKind kind) => kind switch
    {
        FailureKind.RateLimit => RateLimit,
        FailureKind.Outage => Outage,
        FailureKind.ContextLength => ContextLength,
        FailureKind.ContentPolicy => ContentPolicy,
        _ => [],
    };
}
