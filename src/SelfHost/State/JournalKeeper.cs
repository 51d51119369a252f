namespace Tollgate.SelfHost.State;

/// <summary>
/// The journal of the moment and its upkeep: flushed in the background, folded into a snapshot when it has grown, repaired
/// after a failure. Except for its timers, one caller at a time uses it.
/// </summary>
internal sealed class JournalKeeper : IAsyncDisposable
{
    /// <summary>How long a failed activity rests when no operation tries it.</summary>
    public static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(5);

    private readonly FileEntityStoreOptions _options;
    private readonly Snapshotter _snapshotter;
    private readonly StoreFaults _faults;
    private readonly Action _wake;
    private readonly OneShotTimer _flushTimer;
    private readonly OneShotTimer _retryTimer;
    private volatile Journal _journal;
    private volatile bool _isRetryDue;

    /// <param name="options">The store's options.</param>
    /// <param name="journal">The one to go on with; the keeper closes it.</param>
    /// <param name="snapshotter">Takes the snapshots.</param>
    /// <param name="faults">Told what fails and what works again.</param>
    /// <param name="time">Runs the timers.</param>
    /// <param name="wake">Asks the one caller for <see cref="LookAfter"/>.</param>
    public JournalKeeper(
        FileEntityStoreOptions options, Journal journal, Snapshotter snapshotter, StoreFaults faults, TimeProvider time, Action wake)
    {
        _options = options;
        _journal = journal;
        _snapshotter = snapshotter;
        _faults = faults;
        _wake = wake;
        _flushTimer = new OneShotTimer(time, FlushInBackground);
        _retryTimer = new OneShotTimer(time, () =>
        {
            _isRetryDue = true;
            wake();
        });
        faults.Reported += () => _retryTimer.Arm(RetryInterval);
    }

    /// <summary>All of <paramref name="records"/>, as durable as the options say, or by exception none.</summary>
    public void Append(ReadOnlySpan<byte> records)
    {
        try
        {
            _journal.Append(records, _options.Durability);
        }
        catch (Exception error)
        {
            _faults.Report(StoreActivity.Recording, error);
            throw;
        }

        _faults.Clear(StoreActivity.Recording);
        if (_options.Durability is Durability.Process)
        {
            _flushTimer.Arm(_options.FlushInterval);
        }
    }

    /// <summary>Snapshots and repairs, where they are due.</summary>
    public void LookAfter()
    {
        var isRetry = _isRetryDue;
        _isRetryDue = false;
        if (isRetry && _faults.Contains(StoreActivity.Recording))
        {
            Probe();
        }

        var wantsSnapshot = _faults.Contains(StoreActivity.Flushing) || _faults.Contains(StoreActivity.Snapshotting)
            ? isRetry
            : _journal.Length >= _options.SnapshotThreshold;
        if (wantsSnapshot && _snapshotter.Running.IsCompleted)
        {
            _journal = _snapshotter.Begin(_journal);
        }
        else if (wantsSnapshot && isRetry)
        {
            _isRetryDue = true;
            _ = WakeAfterAsync(_snapshotter.Running);
        }
    }

    /// <summary>Folds what the journal holds into a snapshot and closes it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _snapshotter.Running;
        if (_journal.Length > 0)
        {
            _journal = _snapshotter.Begin(_journal);
            await _snapshotter.Running;
        }

        _retryTimer.Dispose();
        _flushTimer.Dispose();
        _journal.Dispose();
    }

    private async Task WakeAfterAsync(Task snapshot)
    {
        await snapshot;
        _wake();
    }

    private void Probe()
    {
        try
        {
            _journal.Probe();
            _faults.Clear(StoreActivity.Recording);
        }
        catch (Exception error)
        {
            _faults.Report(StoreActivity.Recording, error);
        }
    }

    private void FlushInBackground()
    {
        try
        {
            _journal.Flush();
        }
        catch (Exception error)
        {
            // The system may have dropped what it could not write, so flushing again proves nothing: a snapshot will.
            _faults.Report(StoreActivity.Flushing, error);
        }
    }
}
