namespace Tollgate.Quotas.Ledger;

/// <summary>What the requests that wait for one account need of it: however many they are, one operation asks for all.</summary>
internal sealed class Demand
{
    private readonly Dictionary<LocalQuota, (long Want, long First)> _amounts = [];

    private readonly TaskCompletionSource<bool> _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the account has answered: false when the store has not.</summary>
    public Task<bool> Answered => _answered.Task;

    public void Add(LocalQuota quota, long amount)
    {
        var (want, first) = _amounts.GetValueOrDefault(quota);
        _amounts[quota] = (want > QuotaDefinition.MaxLimit - amount ? QuotaDefinition.MaxLimit : want + amount, first == 0 ? amount : first);
    }

    /// <summary>All that is waited for, and what the first in line waits for: zero when nobody does.</summary>
    public (long Want, long First) Of(LocalQuota quota) => _amounts.GetValueOrDefault(quota);

    public void Answer(bool isAnswered) => _answered.TrySetResult(isAnswered);
}
