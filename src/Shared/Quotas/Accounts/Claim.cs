using System.Text.Json.Serialization;

namespace Tollgate.Quotas.Accounts;

/// <summary>
/// A place in the queue of those whose need an account could meet if others handed back what they do not use: who reads it
/// does so, and the account serves the claims in order. It belongs to one request and ends with it.
/// </summary>
public sealed class Claim
{
    [JsonPropertyName("i")]
    public string Lease { get; set; } = "";

    /// <summary>The operation that stated it last.</summary>
    [JsonPropertyName("n")]
    public long Seq { get; set; }

    /// <summary>Which of the lease's requests waits.</summary>
    [JsonPropertyName("w")]
    public long Waiter { get; set; }

    /// <summary>Unix milliseconds; later than its owner asks again, which renews it.</summary>
    [JsonPropertyName("u")]
    public long Until { get; set; }

    [JsonPropertyName("a")]
    public List<SliceAsk> Asks { get; set; } = [];
}
