using System.Text.Json.Serialization;

namespace Tollgate.Quotas.Accounts;

/// <summary>What one incarnation of one instance has borrowed from an account, over all its quotas.</summary>
public sealed class Lease
{
    /// <summary>The incarnation and a number: never used twice.</summary>
    [JsonPropertyName("i")]
    public string Id { get; set; } = "";

    /// <summary>The highest sequence number handled.</summary>
    [JsonPropertyName("n")]
    public long Seq { get; set; }

    [JsonPropertyName("o"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public LeaseOutcome Outcome { get; set; }

    /// <summary>Id of the quota that could not meet the need.</summary>
    [JsonPropertyName("d"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DeniedBy { get; set; }

    [JsonPropertyName("t"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public LeaseStatus Status { get; set; }

    /// <summary>When a live lease is written off, a written-off one made final, a tombstone removed; Unix milliseconds.</summary>
    [JsonPropertyName("x")]
    public long Expires { get; set; }

    [JsonPropertyName("l")]
    public List<LeaseSlice> Slices { get; set; } = [];

    internal LeaseSlice? Find(string quota, long window) => Slices.Find(slice => slice.IsOf(quota, window));

    internal LeaseSlice Add(string quota, long window)
    {
        var slice = new LeaseSlice { Quota = quota, Window = window };
        Slices.Add(slice);
        return slice;
    }
}
