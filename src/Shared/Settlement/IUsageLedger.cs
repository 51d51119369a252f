namespace Tollgate.Settlement;

/// <summary>Where finished requests are booked. Called once a request, before its response ends.</summary>
internal interface IUsageLedger
{
    /// <summary>
    /// Books the record. In SelfHost it completes when the record survives a kill of the process; in FunctionApp at once,
    /// the record then going out with the next flush.
    /// </summary>
    ValueTask RecordAsync(UsageRecord record);
}
