using Tollgate.SelfHost.State;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.State;

public sealed class DiskErrorTests : IAsyncLifetime
{
    private readonly StoreBench _bench = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(int.MaxValue)]
    public async Task Signal_DiskFull_FailsAndNothingOfItRemains(int bytesWritten)
    {
        var store = _bench.Open();
        await store.AddAsync("1");

        _bench.Disk.BytesBeforeWriteFails = bytesWritten;
        await Assert.ThrowsAsync<IOException>(() => store.AddAsync("a rather long id, for its record to be longer than the next"));
        Assert.Equal(["1"], await store.ReadIdsAsync());
        _bench.Disk.BytesBeforeWriteFails = null;
        await store.AddAsync("2");

        Assert.Equal(["1", "2"], await store.ReadIdsAsync());
        await _bench.CrashAsync();
        Assert.Equal(["1", "2"], await _bench.Open().ReadIdsAsync());
        Assert.Equal(0, _bench.Logger.Count(3101));
    }

    [Fact]
    public async Task Signal_TailCannotBeRepaired_FailsUntilItCan()
    {
        var store = _bench.Open();
        await store.AddAsync("1");
        _bench.Disk.BytesBeforeWriteFails = 5;
        _bench.Disk.TruncateFails = true;
        await Assert.ThrowsAsync<IOException>(() => store.AddAsync("2"));

        _bench.Disk.BytesBeforeWriteFails = null;
        await Assert.ThrowsAsync<IOException>(() => store.AddAsync("2"));
        _bench.Disk.TruncateFails = false;
        await store.AddAsync("2");

        await _bench.CrashAsync();
        Assert.Equal(["1", "2"], await _bench.Open().ReadIdsAsync());
    }

    [Fact]
    public async Task Health_DiskFull_SaysSoUntilWritingWorks()
    {
        var store = _bench.Open();
        await store.AddAsync("1");
        Assert.True(store.Health is { IsHealthy: true, LastError: null, FreeDiskSpace: > 0 });

        _bench.Disk.BytesBeforeWriteFails = 0;
        await Assert.ThrowsAsync<IOException>(() => store.AddAsync("2"));
        Assert.False(store.Health.IsHealthy);
        Assert.Contains("No space left", store.Health.LastError, StringComparison.Ordinal);

        _bench.Disk.BytesBeforeWriteFails = null;
        await store.AddAsync("2");
        Assert.True(store.Health.IsHealthy);
    }

    [Fact]
    public async Task Signal_FailsManyTimes_IsLoggedOncePerChange()
    {
        var store = _bench.Open();
        for (var outage = 1; outage <= 2; outage++)
        {
            _bench.Disk.BytesBeforeWriteFails = 0;
            for (var i = 0; i < 10; i++)
            {
                await Assert.ThrowsAsync<IOException>(() => store.AddAsync("1"));
            }

            _bench.Disk.BytesBeforeWriteFails = null;
            await store.AddAsync("1");
            await store.AddAsync("2");

            Assert.Equal(outage, _bench.Logger.Count(3102));
            Assert.Equal(outage, _bench.Logger.Count(3103));
        }
    }

    [Fact]
    public async Task Health_WritingWorksAgainButNobodyWrites_RecoversByItself()
    {
        var store = _bench.Open();
        await store.AddAsync("1");
        _bench.Disk.BytesBeforeWriteFails = 0;
        await Assert.ThrowsAsync<IOException>(() => store.AddAsync("2"));
        _bench.Disk.BytesBeforeWriteFails = null;

        _bench.Time.Advance(JournalKeeper.RetryInterval);
        await _bench.Logger.WhenLoggedAsync(3103);

        Assert.True(store.Health.IsHealthy);
        await _bench.CrashAsync();
        Assert.Equal(["1"], await _bench.Open().ReadIdsAsync());
        Assert.Equal(0, _bench.Logger.Count(3101));
    }

    [Fact]
    public async Task Signal_BackgroundFlushFails_SnapshotMakesUpForIt()
    {
        var store = _bench.Open();
        await store.AddAsync("1");
        _bench.Disk.FlushFails = true;
        _bench.Time.Advance(_bench.Options.FlushInterval);
        Assert.Contains("Flushing", store.Health.LastError, StringComparison.Ordinal);
        _bench.Disk.FlushFails = false;

        _bench.Time.Advance(JournalKeeper.RetryInterval);
        await _bench.Logger.WhenLoggedAsync(3103);

        Assert.True(store.Health.IsHealthy);
        Assert.True(File.Exists(_bench.Directory.File("snapshot")));
    }

    [Fact]
    public async Task Signal_PowerDurabilityAndFlushFails_FailsAndIsNotApplied()
    {
        await using var bench = new StoreBench { Options = new FileEntityStoreOptions { Durability = Durability.Power } };
        var store = bench.Open();
        await store.AddAsync("1");

        bench.Disk.FlushFails = true;
        await Assert.ThrowsAsync<IOException>(() => store.AddAsync("2"));
        bench.Disk.FlushFails = false;
        await store.AddAsync("3");

        await bench.CrashAsync();
        Assert.Equal(["1", "3"], await bench.Open().ReadIdsAsync());
    }

    [Fact]
    public async Task Dispose_SnapshotCannotBeWritten_LeavesTheJournal()
    {
        var store = _bench.Open();
        await store.AddAsync("1");
        _bench.Disk.BytesBeforeWriteFails = 0;

        await store.DisposeAsync();

        _bench.Disk.BytesBeforeWriteFails = null;
        Assert.Equal(["1"], await _bench.Open().ReadIdsAsync());
    }
}
