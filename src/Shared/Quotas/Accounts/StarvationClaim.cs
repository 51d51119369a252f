namespace Tollgate.Quotas.Accounts;

/// <summary>
/// The first in line when an account is leased out and a need could not be met: who reads it hands back what it does not
/// use, and the claim is served before anyone else.
/// </summary>
public sealed class StarvationClaim
{
    public string Lease { get; set; } = "";

    public long Seq { get; set; }

    /// <summary>Unix milliseconds.</summary>
    public long Until { get; set; }

    public List<SliceAsk> Asks { get; set; } = [];
}
