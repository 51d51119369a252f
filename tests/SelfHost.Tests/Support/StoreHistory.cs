using Tollgate.SelfHost.State;

namespace Tollgate.Tests.Support;

/// <summary>Takes a store through random steps beside a model of what it acknowledged, and compares the two at every reopening.</summary>
internal sealed class StoreHistory : IAsyncDisposable
{
    private const int Entities = 3;

    private readonly StoreBench _bench = new() { Options = new FileEntityStoreOptions { SnapshotThreshold = 800 } };
    private readonly List<(string Id, string Entity, DateTimeOffset? NotBefore)> _acknowledged = [];
    private FileEntityStore _store;
    private int _lastId;

    public StoreHistory() => _store = _bench.Open();

    public async Task TakeAsync(StoreStep step, int number)
    {
        switch (step)
        {
            case StoreStep.Signal:
                await SignalAsync(NextId(), number);
                break;
            case StoreStep.SignalMany:
                await Task.WhenAll(Enumerable.Range(0, 10).Select(i => SignalAsync(NextId(), i)));
                break;
            case StoreStep.SignalAgain when _acknowledged.Count > 0:
                await SignalAsync(_acknowledged[number % _acknowledged.Count].Id, number);
                break;
            case StoreStep.SignalForLater:
                await SignalAsync(NextId(), number, _bench.Time.GetUtcNow() + TimeSpan.FromSeconds(number));
                break;
            case StoreStep.SignalOnFullDisk:
                _bench.Disk.BytesBeforeWriteFails = number;
                await Assert.ThrowsAsync<IOException>(() => SignalAsync(NextId(), number));
                _bench.Disk.BytesBeforeWriteFails = null;
                break;
            case StoreStep.LetTimePass:
                _bench.Time.Advance(TimeSpan.FromSeconds(number));
                break;
            case StoreStep.SetClockBack:
                _bench.Time.SetUtcNow(_bench.Time.GetUtcNow() - TimeSpan.FromSeconds(number));
                break;
            case StoreStep.Reopen:
                await ReopenAsync(_bench.CloseAsync);
                break;
            case StoreStep.Crash:
                await ReopenAsync(() => _bench.CrashAsync());
                break;
            case StoreStep.CrashWithTornEnd:
                await ReopenAsync(() => CrashWithTornEndAsync(number));
                break;
        }
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private string NextId() => $"{Interlocked.Increment(ref _lastId)}";

    private async Task SignalAsync(string id, int number, DateTimeOffset? notBefore = null)
    {
        var entity = $"{number % Entities}";
        await _store.AddAsync(id, entity, notBefore: notBefore);
        lock (_acknowledged)
        {
            _acknowledged.Add((id, entity, notBefore));
        }
    }

    private async Task CrashWithTornEndAsync(int number)
    {
        await _bench.CrashAsync();
        var journal = Directory.EnumerateFiles(_bench.Directory.Path, "journal-*").Order().Last();
        var lines = await File.ReadAllBytesAsync(journal);
        await File.AppendAllBytesAsync(journal, lines.Length == 0 ? [0] : lines[..(number % Math.Max(1, lines.AsSpan().IndexOf((byte)'\n')))]);
    }

    private async Task ReopenAsync(Func<Task> endAsync)
    {
        var before = await ReadAllAsync();
        await endAsync();
        _store = _bench.Open();
        var after = await ReadAllAsync();
        for (var i = 0; i < Entities; i++)
        {
            // What had been applied is there in the same order, seen at the same instants; what fell due is behind it.
            Assert.Equal(before[i], after[i].Take(before[i].Count));
            var expected = _acknowledged.Where(ack => ack.Entity == $"{i}" && !(ack.NotBefore > _bench.Time.GetUtcNow())).Select(ack => ack.Id);
            Assert.Superset(expected.ToHashSet(), after[i].Select(delivery => delivery.Id).ToHashSet());
            var acknowledged = _acknowledged.Where(ack => ack.Entity == $"{i}").CountBy(ack => ack.Id).ToDictionary();
            Assert.All(after[i].CountBy(delivery => delivery.Id), applied => Assert.InRange(applied.Value, 1, acknowledged[applied.Key]));
        }
    }

    private async Task<List<List<Delivery>>> ReadAllAsync()
    {
        var all = new List<List<Delivery>>();
        for (var i = 0; i < Entities; i++)
        {
            all.Add((await _store.ReadTallyAsync($"{i}"))?.Deliveries ?? []);
        }

        return all;
    }
}
