using System.Text.Json;
using Tollgate.State;

namespace Tollgate.Analytics;

/// <summary>The payload of <c>usage.add</c>: rows to add to one tenant's day, once.</summary>
internal sealed record UsageAddition
{
    public const string Kind = "usage.add";

    public const int Version = 1;

    /// <summary>Beyond it, remembering a sender's position could make nonsense of all that it sends later.</summary>
    private const long MaxSeq = 1L << 40;

    private const int MaxSenderLength = 48;

    /// <summary>Who counts <see cref="Seq"/>: an incarnation's outbox for this entity.</summary>
    public required string Sender { get; init; }

    /// <summary>1, 2, 3, … without holes for each sender.</summary>
    public required long Seq { get; init; }

    public required IReadOnlyList<UsageRow?> Rows { get; init; }

    /// <summary>
    /// Requests of several attempts, each attempt by itself: for whoever reads the journal. No entity does, so it is read as whatever it
    /// is, and cannot cost the rows.
    /// </summary>
    public JsonElement? Trails { get; init; }

    /// <summary>The payload, or null when it is not one: whatever arrives, this does not throw.</summary>
    public static UsageAddition? Decode(JsonElement payload)
    {
        try
        {
            var addition = payload.Deserialize<UsageAddition>(StateJson.Options);
            return addition is { Rows: not null } && IsPlausible(addition.Sender, addition.Seq) ? addition : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>What a sender of additions can have written.</summary>
    internal static bool IsPlausible(string? sender, long seq) => sender is { Length: > 0 and <= MaxSenderLength } && seq is > 0 and <= MaxSeq;
}
