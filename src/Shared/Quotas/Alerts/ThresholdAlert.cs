using System.Text.Json.Serialization;

namespace Tollgate.Quotas.Alerts;

/// <summary>
/// A threshold that a window of a budget has crossed: at first with what is to be told of it and who is telling, then only
/// that it was told. Its names are short because each window of an account may hold several.
/// </summary>
public sealed class ThresholdAlert
{
    /// <summary>Percent of the limit.</summary>
    [JsonPropertyName("t")]
    public int Threshold { get; set; }

    /// <summary>By the account's clock, Unix milliseconds.</summary>
    [JsonPropertyName("a"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long CrossedAt { get; set; }

    /// <summary>As it was at the crossing, like <see cref="Limit"/>: whoever tells it, and however often, tells the same.</summary>
    [JsonPropertyName("s"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Spent { get; set; }

    [JsonPropertyName("l"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Limit { get; set; }

    /// <summary>Crossed because a request was refused, not by what was spent.</summary>
    [JsonPropertyName("r"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsByRefusal { get; set; }

    /// <summary>The incarnation that tells it.</summary>
    [JsonPropertyName("o"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Owner { get; set; }

    /// <summary>When another may take the telling over, Unix milliseconds.</summary>
    [JsonPropertyName("u"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long ClaimedUntil { get; set; }

    /// <summary>Told, or given up: for good.</summary>
    [JsonPropertyName("d"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsDone { get; set; }

    /// <summary>Takes or prolongs the claim; in vain while another incarnation has it.</summary>
    internal void Claim(string incarnation, long until, long now)
    {
        var isOwner = Owner == incarnation;
        if (IsDone || until <= now || (!isOwner && ClaimedUntil > now))
        {
            return;
        }

        ClaimedUntil = isOwner ? Math.Max(ClaimedUntil, until) : until;
        Owner = incarnation;
    }

    internal void Finish()
    {
        IsDone = true;
        IsByRefusal = false;
        CrossedAt = Spent = Limit = ClaimedUntil = 0;
        Owner = null;
    }
}
