using Tollgate.SelfHost.State;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.State;

public sealed class SnapshotTests : IAsyncLifetime
{
    private readonly StoreBench _bench = new() { Options = new FileEntityStoreOptions { SnapshotThreshold = 1000 } };

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task Signal_JournalHasGrown_StartsAnewAfterASnapshot()
    {
        var store = _bench.Open();
        var ids = await AddManyAsync(store, 20);
        await _bench.Logger.WhenLoggedAsync(3104);

        Assert.False(File.Exists(_bench.Journal(1)));
        Assert.True(File.Exists(_bench.Directory.File("snapshot")));
        Assert.Equal(ids, await store.ReadIdsAsync());
        await _bench.CrashAsync();
        Assert.Equal(ids, await _bench.Open().ReadIdsAsync());
    }

    [Fact]
    public async Task Signal_SnapshotBeingWritten_DoesNotWait()
    {
        var store = _bench.Open();
        await store.AddAsync("0");
        _bench.Disk.Concerns = path => path.EndsWith("snapshot.tmp", StringComparison.Ordinal);
        _bench.Disk.HoldWrites();
        var ids = await AddManyAsync(store, 20);
        await _bench.Disk.WriteIsHeld;
        await store.AddAsync("meanwhile");

        await _bench.CrashAsync(_bench.Disk.ReleaseWrites);

        var expected = ids.Prepend("0").Append("meanwhile");
        Assert.Equal(expected, await _bench.Open().ReadIdsAsync());
    }

    [Fact]
    public async Task Signal_SnapshotCannotBeWritten_KeepsTheJournalsUntilItCan()
    {
        _bench.Disk.Concerns = path => path.EndsWith("snapshot.tmp", StringComparison.Ordinal);
        _bench.Disk.BytesBeforeWriteFails = 10;
        var store = _bench.Open();
        var ids = await AddManyAsync(store, 20);
        await _bench.Logger.WhenLoggedAsync(3102);

        Assert.Contains("Snapshotting", store.Health.LastError, StringComparison.Ordinal);
        Assert.False(File.Exists(_bench.Directory.File("snapshot.tmp")));
        using (var left = _bench.Directory.Copy())
        {
            await using var other = FileEntityStore.Open(
                new FileEntityStoreOptions { Directory = left.Path }, new EntityCatalogue().Add<TallyState>(), _bench.Time, _bench.Logger);
            Assert.Equal(ids, await other.ReadIdsAsync());
        }

        _bench.Disk.BytesBeforeWriteFails = null;
        _bench.Time.Advance(JournalKeeper.RetryInterval);
        await _bench.Logger.WhenLoggedAsync(3103);

        Assert.True(store.Health.IsHealthy);
        await _bench.CrashAsync();
        Assert.Equal(ids, await _bench.Open().ReadIdsAsync());
    }

    private static async Task<string[]> AddManyAsync(FileEntityStore store, int count)
    {
        var ids = Enumerable.Range(1, count).Select(i => $"{i}").ToArray();
        foreach (var id in ids)
        {
            await store.AddAsync(id);
        }

        return ids;
    }
}
