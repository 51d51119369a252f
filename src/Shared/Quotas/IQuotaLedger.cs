namespace Tollgate.Quotas;

/// <summary>May they, now? The only door to budgets and rate limits.</summary>
internal interface IQuotaLedger
{
    /// <summary>
    /// Reserves the request's amounts from every quota of its subjects, or from none. Completes at once where this instance
    /// has leased enough; else after one round trip to the store, or a few seconds when the limit is near.
    /// </summary>
    ValueTask<QuotaDecision> ReserveAsync(QuotaRequest request, CancellationToken cancellation);

    /// <summary>What this instance knows of the quotas that <paramref name="request"/> would be reserved from, narrow to wide.</summary>
    IReadOnlyList<QuotaStanding> StandingsOf(QuotaRequest request);
}
