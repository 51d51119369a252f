using System.Text.Json;
using Tollgate.State;

namespace Tollgate.SelfHost.State;

/// <summary>
/// Durable state in the files of one directory, for one process: operations go into a journal, a group with one write, and
/// from there into the entities in memory; the journal is folded into a snapshot now and then and at shutdown.
/// </summary>
internal sealed class FileEntityStore : IEntityClient, IAsyncDisposable
{
    private readonly EntityCatalogue _catalogue;
    private readonly StateDirectory _directory;
    private readonly EntityTable _table;
    private readonly StoreFaults _faults;
    private readonly CommitLoop _loop;
    private readonly ILogger _logger;
    private readonly Lazy<Task> _closing;

    private FileEntityStore(
        FileEntityStoreOptions options, EntityCatalogue catalogue, StateDirectory directory, TimeProvider time, ILogger logger)
    {
        _catalogue = catalogue;
        _directory = directory;
        _logger = logger;
        _table = new EntityTable(catalogue, logger);
        _faults = new StoreFaults(directory.Path, logger);
        var recovery = new Recovery(directory, _table, logger);
        var journal = recovery.Run();
        logger.Opened(directory.Path, _table.Count, recovery.ReplayedRecords);
        if (_table.UnknownCount is > 0 and var unknown)
        {
            logger.UnknownEntitiesKept(unknown, directory.Path);
        }

        var snapshotter = new Snapshotter(directory, _table, _faults, logger);
        _loop = new CommitLoop(options, _table, journal, snapshotter, _faults, time);
        _closing = new Lazy<Task>(CloseAsync);
    }

    /// <summary>The store's condition now.</summary>
    public StoreHealth Health
    {
        get
        {
            var error = _faults.Describe();
            return new StoreHealth(error is null, error, _directory.FreeDiskSpace());
        }
    }

    /// <summary>Takes hold of the directory, creating it if need be, and reads it.</summary>
    /// <exception cref="StateDirectoryInUseException">Another process holds the directory.</exception>
    /// <exception cref="StateCorruptedException">Its files are damaged in a way that no crash explains.</exception>
    public static FileEntityStore Open(
        FileEntityStoreOptions options,
        EntityCatalogue catalogue,
        TimeProvider time,
        ILogger<FileEntityStore> logger,
        Func<string, IJournalFile>? openFile = null)
    {
        var directory = StateDirectory.Open(options.Directory, openFile ?? (path => new JournalFile(path)));
        try
        {
            return new FileEntityStore(options, catalogue, directory, time, logger);
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">Writing fails at present: send it again, under the same id.</exception>
    public Task SignalAsync(EntityKey entity, Envelope operation, CancellationToken cancellation)
    {
        RequireKnown(entity.Kind);
        return _loop.CommitAsync(new PendingSignal(new JournalRecord(entity, operation)), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<TState?> ReadAsync<TState>(EntityKey entity, CancellationToken cancellation)
        where TState : class, IEntityState<TState>
    {
        RequireKnown(entity.Kind);
        return ValueTask.FromResult(_table.Read(entity) is { } json ? JsonSerializer.Deserialize<TState>(json, StateJson.Options) : null);
    }

    /// <summary>Orderly shutdown: completes what waits, writes a snapshot, lets go of the directory.</summary>
    public async ValueTask DisposeAsync() => await _closing.Value;

    private async Task CloseAsync()
    {
        await _loop.DisposeAsync();
        _directory.Dispose();
        _logger.Closed(_directory.Path);
    }

    private void RequireKnown(string kind)
    {
        if (!_catalogue.Knows(kind))
        {
            throw new ArgumentException($"No reducer is registered for entities of kind '{kind}'.");
        }
    }
}
