using System.Text.Json;
using Tollgate.State;

namespace Tollgate.Quotas.Accounts;

/// <summary>What an owner tells an account about its lease; sent as acquire, report or close.</summary>
public sealed record LeaseOperation
{
    internal const string Acquire = "account.acquire";
    internal const string Report = "account.report";
    internal const string Close = "account.close";
    internal const int Version = 1;

    private const int MaxNameLength = 128;
    private const int MaxItems = 1024;

    public string Lease { get; init; } = "";

    /// <summary>Counts up from 1 within the lease; what it asks for is granted at most once.</summary>
    public long Seq { get; init; }

    /// <summary>
    /// The sender has seen the lease in the account. Such an operation never brings the lease to life again: its totals are
    /// cumulative, and an account that has forgotten the lease would count them twice.
    /// </summary>
    public bool IsConfirmed { get; init; }

    /// <summary>The sender no longer waits for an answer after this instant, Unix milliseconds.</summary>
    public long NotAfter { get; init; }

    /// <summary>Silence, in milliseconds, after which the lease is written off.</summary>
    public long Ttl { get; init; }

    /// <summary>
    /// Which of the sender's requests waits longest, by a number that rises within the lease; 0 when none waits. It is the
    /// one whose needs are stated.
    /// </summary>
    public long Waiter { get; init; }

    public IReadOnlyList<SliceTotal> Totals { get; init; } = [];

    public IReadOnlyList<SliceAsk> Asks { get; init; } = [];

    /// <summary>The sender's definitions, where it does not know the account to have them.</summary>
    public IReadOnlyList<QuotaDefinition> Definitions { get; init; } = [];

    internal Envelope ToEnvelope(string kind) => Envelope.Create(kind, $"{Lease}.{Seq}", this, Version);

    /// <summary>Null for anything that no sender of ours would send.</summary>
    internal static LeaseOperation? Decode(JsonElement payload)
    {
        try
        {
            return payload.Deserialize<LeaseOperation>(StateJson.Options) is { } operation && IsPlausible(operation) ? operation : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NotSupportedException)
        {
            return null;
        }
    }

    private static bool IsPlausible(LeaseOperation operation) =>
        IsName(operation.Lease)
        && operation is { Seq: > 0, NotAfter: >= 0, Ttl: >= 0, Waiter: >= 0 }
        && operation is { Totals.Count: <= MaxItems, Asks.Count: <= MaxItems, Definitions.Count: <= MaxItems }
        && operation.Totals.All(total => total is not null
            && IsName(total.Quota) && total.Window >= 0 && IsAmount(total.Settled) && IsAmount(total.Returned))
        && operation.Asks.All(ask => ask is not null
            && IsName(ask.Quota) && ask.Window >= 0 && IsAmount(ask.Want) && IsAmount(ask.Need) && ask.Need <= ask.Want)
        && operation.Definitions.All(QuotaDefinitionCheck.IsPlausible);

    private static bool IsName(string? name) => name is { Length: > 0 and <= MaxNameLength };

    private static bool IsAmount(long amount) => amount is >= 0 and <= QuotaDefinition.MaxLimit;
}
