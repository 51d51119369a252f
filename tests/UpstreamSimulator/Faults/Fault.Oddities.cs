using System.Globalization;

namespace Tollgate.UpstreamSimulator;

/// <content>Lawful but unusual: a reader that stumbles over these is wrong.</content>
public sealed partial class Fault
{
    /// <summary>Lines of a stream end in CR LF.</summary>
    public static Fault CarriageReturns { get; } = new("crlf", Formatted(format => format with { NewLine = "\r\n" }));

    /// <summary>A comment line before every event.</summary>
    public static Fault Comments { get; } = new("comments", Formatted(format => format with { Comments = true }));

    /// <summary>Each event's JSON is spread over several <c>data:</c> fields.</summary>
    public static Fault MultiLineData { get; } = new("multi-line", Formatted(format => format with { MultiLineData = true }));

    /// <summary>No space after the colon of a field.</summary>
    public static Fault NoSpace { get; } = new("no-space", Formatted(format => format with { NoSpace = true }));

    /// <summary>Headers that say that no request is left of the limit for <paramref name="seconds"/>.</summary>
    public static Fault LimitReached(int seconds) => new($"limit-reached-{seconds}", reply => reply with
    {
        Headers = reply.Headers
            .SetItem("x-ratelimit-remaining-requests", "0")
            .SetItem("x-ratelimit-reset-requests", string.Create(CultureInfo.InvariantCulture, $"{seconds / 60}m{seconds % 60}s")),
    });

    /// <summary>A text of more than 1 MB, in chunks of 4,096 characters.</summary>
    public static Fault Huge { get; } = new("huge", shape => shape with { Tokens = 256 * 1024, TokensPerChunk = 1024 });

    /// <summary>A text of exactly <paramref name="count"/> tokens, unless the request allows fewer.</summary>
    public static Fault TokenCount(int count) => new($"tokens-{count}", shape => shape with { Tokens = count });

    /// <summary>Bills <paramref name="count"/> reasoning tokens before the text.</summary>
    public static Fault Reasoning(int count) => new($"reasoning-{count}", shape => shape with { ReasoningTokens = count });

    /// <summary>Bills <paramref name="count"/> tokens of the prompt, or all if it has fewer, as cached.</summary>
    public static Fault Cached(int count) => new($"cached-{count}", shape => shape with { CachedTokens = count });

    private static Func<Reply, Reply> Formatted(Func<SseFormat, SseFormat> change) => reply => reply with { Format = change(reply.Format) };
}
