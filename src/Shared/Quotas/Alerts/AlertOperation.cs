using System.Text.Json;
using Tollgate.State;

namespace Tollgate.Quotas.Alerts;

/// <summary>What an instance tells an account about one of its alerts; sent as claim, done or refused.</summary>
public sealed record AlertOperation
{
    /// <summary>The incarnation is going to tell it.</summary>
    internal const string Claim = "alert.claim";

    /// <summary>It is told.</summary>
    internal const string Done = "alert.done";

    /// <summary>An instance has refused a request by itself, as it does in fast mode.</summary>
    internal const string Refused = "alert.refused";

    internal const int Version = 1;

    private const int MaxNameLength = 128;

    public string Quota { get; init; } = "";

    /// <summary>Start of the window, Unix milliseconds.</summary>
    public long Window { get; init; }

    /// <summary>Percent of the limit.</summary>
    public int Threshold { get; init; }

    public string Incarnation { get; init; } = "";

    /// <summary>For a claim: when it ends; for a refusal: when it happened. Unix milliseconds.</summary>
    public long Until { get; init; }

    /// <summary>For a refusal: what was needed, in the quota's unit.</summary>
    public long Need { get; init; }

    internal Envelope ToEnvelope(string kind) =>
        Envelope.Create(kind, $"{Incarnation}.{Threshold}.{Until}.{Window}.{Quota}", this, Version);

    /// <summary>Null for anything that no sender of ours would send.</summary>
    internal static AlertOperation? Decode(JsonElement payload)
    {
        try
        {
            return payload.Deserialize<AlertOperation>(StateJson.Options) is
            {
                Quota.Length: > 0 and <= MaxNameLength,
                Incarnation.Length: > 0 and <= MaxNameLength,
                Until: >= 0,
                Need: >= 0 and <= QuotaDefinition.MaxLimit,
            } operation ? operation : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NotSupportedException)
        {
            return null;
        }
    }
}
