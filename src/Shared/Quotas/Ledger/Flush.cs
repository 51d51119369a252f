namespace Tollgate.Quotas.Ledger;

/// <summary>What is due for an account.</summary>
internal enum Flush
{
    None,

    /// <summary>See whether anybody waits for what this instance does not need.</summary>
    Look,

    /// <summary>Report, and ask for what runs low.</summary>
    Report,

    /// <summary>Idle: give everything back.</summary>
    Close,

    /// <summary>Nothing borrowed and nobody there: forget the account.</summary>
    Retire,
}
