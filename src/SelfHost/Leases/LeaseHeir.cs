using Tollgate.Quotas.Accounts;
using Tollgate.State;

namespace Tollgate.SelfHost.Leases;

/// <summary>
/// Closes the leases that a killed predecessor left behind, before the first request: what it had spent is booked, what requests under
/// way held counts as spent, and the rest can be borrowed again at once.
/// </summary>
internal sealed class LeaseHeir(LeaseTrail trail, IEntityClient store, TimeProvider time, ILogger<LeaseHeir> log) : IHostedService
{
    private const long CloseWithinMs = 30_000;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (trail.ReadPredecessor() is { } noted)
        {
            foreach (var lease in noted.GroupBy(spending => (new EntityKey(spending.Slice.Kind, spending.Slice.Account), spending.Slice.Lease)))
            {
                await CloseAsync(lease.Key.Item1, lease.Key.Lease, [.. lease], cancellationToken);
            }
        }
        else
        {
            log.PredecessorUnknown();
        }

        // Not before every close is in the journal: a crash up to here leaves the notes to the next one.
        trail.Begin();
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        trail.End();
        return Task.CompletedTask;
    }

    private async Task CloseAsync(EntityKey key, string id, IReadOnlyList<NotedSpending> noted, CancellationToken cancellation)
    {
        var account = await store.ReadAsync<AccountState>(key, cancellation);
        if (account?.Leases.Find(candidate => candidate.Id == id) is not { Status: not LeaseStatus.Closed } lease)
        {
            return;
        }

        // Whatever is not noted, closing would free: then the lease is left to its time to live.
        if (lease.Slices.Exists(slice => slice.Open > 0 && !noted.Any(spending => IsOf(slice, spending.Slice))))
        {
            log.PredecessorUnknown();
            return;
        }

        var operation = new LeaseOperation
        {
            Lease = id,
            Seq = lease.Seq + 1,
            IsConfirmed = true,
            NotAfter = time.GetUtcNow().ToUnixTimeMilliseconds() + CloseWithinMs,
            Totals = [.. noted.Select(spending => Total(lease, spending))],
        };
        await store.SignalAsync(key, operation.ToEnvelope(LeaseOperation.Close), cancellation);
        log.LeaseClosed(id, key.ToString());
    }

    private static SliceTotal Total(Lease lease, NotedSpending spending)
    {
        var (quota, window) = (spending.Slice.Quota, spending.Slice.Window);
        return new SliceTotal(quota, window, spending.Spent, lease.Find(quota, window)?.Returned ?? 0, IsFinal: true);
    }

    private static bool IsOf(LeaseSlice slice, NotedSlice noted) => slice.Quota == noted.Quota && slice.Window == noted.Window;
}
