namespace Tollgate.Settlement;

/// <summary>What the requests of one batch wait for: the commit, or the end of their patience. One timer for all of them.</summary>
internal sealed class CommitWait
{
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ITimer _limit;

    public CommitWait(TimeSpan limit, TimeProvider time) =>
        _limit = time.CreateTimer(static over => ((TaskCompletionSource)over!).TrySetResult(), _over, limit, Timeout.InfiniteTimeSpan);

    public Task Over => _over.Task;

    public void End()
    {
        _limit.Dispose();
        _over.TrySetResult();
    }
}
