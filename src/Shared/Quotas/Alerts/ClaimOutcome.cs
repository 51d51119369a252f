namespace Tollgate.Quotas.Alerts;

/// <summary>What the account shows of a claim.</summary>
internal enum ClaimOutcome
{
    /// <summary>This instance tells the alert, and nobody else does before the claim ends.</summary>
    Won,

    /// <summary>Another instance tells it, or has.</summary>
    Lost,

    /// <summary>The account has not shown the claim in time.</summary>
    Unknown,
}
