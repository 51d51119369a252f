namespace Tollgate.Quotas;

/// <summary>What a quota counts.</summary>
public enum QuotaUnit
{
    /// <summary>Nano-dollars: 1e-9 USD.</summary>
    Usd = 0,

    Requests = 1,

    /// <summary>Input and output together.</summary>
    Tokens = 2,
}
