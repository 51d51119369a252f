using System.Buffers;
using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace Tollgate.SelfHost.State;

/// <summary>
/// The one writer of a store: takes all operations that wait, appends them with one write, applies them, and tells their
/// senders. While it writes, the next ones gather.
/// </summary>
internal sealed class CommitLoop : IAsyncDisposable
{
    private const int QueueCapacity = 16 * 1024;
    private const int LargestWrite = 4 * 1024 * 1024;

    /// <summary>The wall clock can be set while a timer runs; no operation is late by more than this for it.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly EntityTable _table;
    private readonly JournalKeeper _keeper;
    private readonly TimeProvider _time;

    /// <summary>Null asks for a round without an operation, to look after what time has made due.</summary>
    private readonly Channel<PendingSignal?> _queue = Channel.CreateBounded<PendingSignal?>(
        new BoundedChannelOptions(QueueCapacity) { SingleReader = true });

    private readonly List<PendingSignal> _batch = [];
    private readonly List<JournalRecord> _records = [];
    private readonly ArrayBufferWriter<byte> _lines = new();
    private readonly ITimer _dueTimer;
    private readonly Task _running;

    public CommitLoop(
        FileEntityStoreOptions options, EntityTable table, Journal journal, Snapshotter snapshotter, StoreFaults faults, TimeProvider time)
    {
        _table = table;
        _time = time;
        _keeper = new JournalKeeper(options, journal, snapshotter, faults, time, Wake);
        _dueTimer = time.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _table.Apply(Now());
        Wake();
        _running = Task.Run(RunAsync);
    }

    /// <summary>Completes when the operation is as durable as the options say.</summary>
    public async Task CommitAsync(PendingSignal signal, CancellationToken cancellation)
    {
        try
        {
            await _queue.Writer.WriteAsync(signal, cancellation);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(FileEntityStore));
        }

        await signal.Task.WaitAsync(cancellation);
    }

    /// <summary>Commits what waits, then closes the journal.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _running;
        _dueTimer.Dispose();
        await _keeper.DisposeAsync();
    }

    private async Task RunAsync()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            var at = Now();
            TakeBatch(at);
            if (_batch.Count > 0)
            {
                CommitBatch(at);
            }

            _table.Apply(Now());
            _keeper.LookAfter();
            ArmDueTimer();
        }
    }

    private void TakeBatch(DateTimeOffset at)
    {
        _batch.Clear();
        _records.Clear();
        _lines.ResetWrittenCount();
        while (_lines.WrittenCount < LargestWrite && _queue.Reader.TryRead(out var signal))
        {
            if (signal is not null)
            {
                _batch.Add(signal);
                _records.Add(signal.Record);
                RecordFrame.Write(_lines, at, signal.Json);
            }
        }
    }

    private void CommitBatch(DateTimeOffset at)
    {
        try
        {
            _keeper.Append(_lines.WrittenSpan);
        }
        catch (Exception error)
        {
            foreach (var signal in _batch)
            {
                signal.SetException(new IOException($"The operation was not recorded: {error.Message}", error));
            }

            return;
        }

        _table.Apply(at, CollectionsMarshal.AsSpan(_records));
        foreach (var signal in _batch)
        {
            signal.SetResult();
        }
    }

    private void ArmDueTimer()
    {
        if (_table.NextDue is { } due)
        {
            var wait = TimeSpan.FromMilliseconds(Math.Ceiling((due - _time.GetUtcNow()).TotalMilliseconds));
            var bounded = Math.Clamp(wait.Ticks, TimeSpan.TicksPerMillisecond, LongestWait.Ticks);
            _dueTimer.Change(TimeSpan.FromTicks(bounded), Timeout.InfiniteTimeSpan);
        }
    }

    private DateTimeOffset Now()
    {
        var now = _time.GetUtcNow();
        return now > _table.Clock ? now : _table.Clock;
    }

    private void Wake() => _queue.Writer.TryWrite(null);
}
