namespace Tollgate.SelfHost.State;

/// <summary>Folds the journals so far into a snapshot, while the store goes on with the next journal.</summary>
internal sealed class Snapshotter(StateDirectory directory, EntityTable table, StoreFaults faults, ILogger logger)
{
    /// <summary>The snapshot being written; completed when none is. Never faulted.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    /// <summary>Begins a snapshot of everything in and before <paramref name="current"/>, and returns the journal to go on with.</summary>
    public Journal Begin(Journal current)
    {
        try
        {
            // Only the last journal may end torn.
            current.Seal();
            var makesUpForFlush = faults.Contains(StoreActivity.Flushing);
            var generation = current.Length == 0 ? current.Generation : current.Generation + 1;
            var snapshot = table.Capture(generation);
            var next = generation == current.Generation ? current : directory.OpenJournal(generation, length: 0);
            Running = Task.Run(() => Write(snapshot, makesUpForFlush));
            if (next != current)
            {
                current.Dispose();
            }

            return next;
        }
        catch (Exception error)
        {
            faults.Report(StoreActivity.Snapshotting, error);
            return current;
        }
    }

    private void Write(SnapshotWriter snapshot, bool makesUpForFlush)
    {
        try
        {
            directory.ReplaceSnapshot(snapshot.Content);
            directory.DeleteJournalsBefore(snapshot.Header.NextJournal);
            faults.Clear(StoreActivity.Snapshotting);
            if (makesUpForFlush)
            {
                // What the failed flush may have lost of the journal is now in the snapshot, on the disk.
                faults.Clear(StoreActivity.Flushing);
            }

            logger.SnapshotWritten(snapshot.Header.Entities, snapshot.Content.Length, snapshot.Header.NextJournal);
        }
        catch (Exception error)
        {
            faults.Report(StoreActivity.Snapshotting, error);
        }
    }
}
