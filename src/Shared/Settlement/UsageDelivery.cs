using Microsoft.Extensions.Logging;
using Tollgate.State;

namespace Tollgate.Settlement;

/// <summary>
/// Sends signals until the store takes them, and keeps the time between them. Shared by all outboxes, so that an outage is
/// told once and not by each.
/// </summary>
#pragma warning disable CA1001 // Sources without timers hold nothing to dispose, and records may come until the process is gone.
internal sealed class UsageDelivery(
    IEntityClient client,
    UsageLedgerOptions options,
    TimeProvider time,
    Random jitter,
    ILogger logger)
#pragma warning restore CA1001
{
    private const double JitterShare = 0.25;

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abandoned = new();
    private int _failingOutboxes;
    private DateTimeOffset? _failingSince;
    private string? _lastError;

    public UsageLedgerOptions Options => options;

    public TimeProvider Time => time;

    /// <summary>Since when signals have been failing, and what the last failure said.</summary>
    public (DateTimeOffset? FailingSince, string? LastError) Health
    {
        get
        {
            lock (_gate)
            {
                return (_failingSince, _lastError);
            }
        }
    }

    /// <summary>From here on nothing waits for company: what is pending goes out at once.</summary>
    public void Hurry() => _stopping.Cancel();

    /// <summary>From here on nothing is sent any more.</summary>
    public void Abandon() => _abandoned.Cancel();

    /// <summary>Waits out one flush interval; not at all when the ledger is stopping.</summary>
    public Task PaceAsync() =>
        options.FlushInterval > TimeSpan.Zero ? DelayAsync(options.FlushInterval, _stopping.Token) : Task.CompletedTask;

    /// <summary>
    /// Sends the same operation again and again until the store has it: a failure leaves open whether it had it already, and
    /// only what is the same can be recognised. False when the ledger gave up at shutdown.
    /// </summary>
    public async Task<bool> SendAsync(EntityKey entity, Envelope operation)
    {
        var retryDelay = options.RetryDelay;
        var isFailing = false;
        while (!_abandoned.IsCancellationRequested)
        {
            var failure = await TrySendAsync(entity, operation).ConfigureAwait(false);
            if (failure is null)
            {
                if (isFailing)
                {
                    OnRecovered();
                }

                return true;
            }

            OnFailed(entity, failure, isFirst: !isFailing);
            isFailing = true;
            await DelayAsync(retryDelay, _stopping.IsCancellationRequested ? _abandoned.Token : _stopping.Token).ConfigureAwait(false);
            retryDelay = TimeSpan.FromTicks(Math.Min(2 * retryDelay.Ticks, options.MaxRetryDelay.Ticks));
        }

        return false;
    }

    private async Task<Exception?> TrySendAsync(EntityKey entity, Envelope operation)
    {
        try
        {
            using var timeout = new CancellationTokenSource(options.SignalTimeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _abandoned.Token);
            await client.SignalAsync(entity, operation, either.Token).ConfigureAwait(false);
            return null;
        }
        catch (Exception exception)
        {
            // Whatever a store may throw, the answer is the same: try again.
            return exception;
        }
    }

    private void OnFailed(EntityKey entity, Exception failure, bool isFirst)
    {
        lock (_gate)
        {
            _lastError = $"{failure.GetType().Name}: {failure.Message}";
            if (!isFirst || _failingOutboxes++ > 0)
            {
                return;
            }

            _failingSince = time.GetUtcNow();
        }

        logger.UsageStoreFailing(entity.ToString(), failure);
    }

    private void OnRecovered()
    {
        TimeSpan outage;
        lock (_gate)
        {
            if (--_failingOutboxes > 0 || _failingSince is not { } since)
            {
                return;
            }

            outage = time.GetUtcNow() - since;
            _failingSince = null;
        }

        logger.UsageStoreRecovered(outage.TotalSeconds);
    }

    private async Task DelayAsync(TimeSpan delay, CancellationToken cancellation) =>
        await Task.Delay(Jittered(delay), time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private TimeSpan Jittered(TimeSpan delay)
    {
        lock (_gate)
        {
            return delay * (1 + (JitterShare * jitter.NextDouble()));
        }
    }
}
