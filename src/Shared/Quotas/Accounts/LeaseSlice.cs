using System.Text.Json.Serialization;

namespace Tollgate.Quotas.Accounts;

/// <summary>
/// A lease's part of one quota in one window: cumulative totals, which only grow. Its names are short because an account
/// holds hundreds of them.
/// </summary>
public sealed class LeaseSlice
{
    [JsonPropertyName("q")]
    public string Quota { get; set; } = "";

    /// <summary>Start of the window that granted it, in Unix milliseconds; 0 for a bucket.</summary>
    [JsonPropertyName("w"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Window { get; set; }

    [JsonPropertyName("g"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Granted { get; set; }

    /// <summary>Spent for good. More than granted where a request was billed more than it had reserved.</summary>
    [JsonPropertyName("s"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Settled { get; set; }

    /// <summary>Handed back unspent, or forfeited by silence.</summary>
    [JsonPropertyName("r"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Returned { get; set; }

    /// <summary>The owner has settled its last hold in this window: the rest is free.</summary>
    [JsonPropertyName("f"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsFinal { get; set; }

    /// <summary>What the owner may still spend.</summary>
    [JsonIgnore]
    public long Open => IsFinal ? 0 : Math.Max(0, Granted - Returned - Settled);

    /// <summary>What it spent beyond its grants.</summary>
    [JsonIgnore]
    public long Overrun => Math.Max(0, Settled + Returned - Granted);

    internal bool IsOf(string quota, long window) => Window == window && Quota == quota;
}
