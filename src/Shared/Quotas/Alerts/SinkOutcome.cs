namespace Tollgate.Quotas.Alerts;

/// <summary>What became of an attempt to tell a sink.</summary>
internal enum SinkOutcome
{
    Delivered,

    /// <summary>It may succeed later.</summary>
    TryAgain,

    /// <summary>It will not succeed however often it is tried.</summary>
    Refused,
}
