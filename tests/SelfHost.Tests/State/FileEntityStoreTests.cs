using Tollgate.SelfHost.State;
using Tollgate.State;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.State;

public sealed class FileEntityStoreTests : IAsyncLifetime
{
    private readonly StoreBench _bench = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task Read_EntityWithoutOperations_IsNull()
    {
        var store = _bench.Open();

        Assert.Null(await store.ReadTallyAsync());
    }

    [Fact]
    public async Task Signal_Completed_IsSeenByTheNextRead()
    {
        var store = _bench.Open();

        await store.AddAsync("1", amount: 5);
        await store.AddAsync("2", amount: 7);
        await store.AddAsync("3", entity: "b");

        Assert.Equal(12, (await store.ReadTallyAsync())!.Total);
        Assert.Equal(1, (await store.ReadTallyAsync("b"))!.Total);
    }

    [Fact]
    public async Task Signal_SameIdAgain_ReachesTheReducerWhichCountsItOnce()
    {
        var store = _bench.Open();

        await store.AddAsync("1", amount: 5);
        await store.AddAsync("1", amount: 5);

        var state = await store.ReadTallyAsync();
        Assert.Equal(5, state!.Total);
        Assert.Equal(2, state.Deliveries.Count);
    }

    [Fact]
    public async Task Read_ObjectChangedByItsCaller_LeavesTheStoreAlone()
    {
        var store = _bench.Open();
        await store.AddAsync("1");

        (await store.ReadTallyAsync())!.Deliveries.Clear();

        Assert.Equal(["1"], await store.ReadIdsAsync());
    }

    [Fact]
    public async Task Signal_ManyWaiting_AreRecordedWithOneWrite()
    {
        var store = _bench.Open();
        _bench.Disk.HoldWrites();
        var first = store.AddAsync("first");
        await _bench.Disk.WriteIsHeld;

        var rest = Enumerable.Range(0, 500).Select(i => store.AddAsync($"{i}")).ToArray();
        Assert.All(rest, signal => Assert.False(signal.IsCompleted));
        _bench.Disk.ReleaseWrites();
        await Task.WhenAll(rest.Append(first));

        Assert.Equal(2, _bench.Disk.JournalWrites);
        Assert.Equal(501, (await store.ReadTallyAsync())!.Total);
    }

    [Fact]
    public async Task Signal_UnregisteredKind_Throws()
    {
        var store = _bench.Open();

        await Assert.ThrowsAsync<ArgumentException>(
            () => store.SignalAsync(new EntityKey("other", "a"), TallyState.Add("1"), CancellationToken.None));
    }

    [Fact]
    public async Task Signal_AfterShutdown_Throws()
    {
        var store = _bench.Open();
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.AddAsync("1"));
    }

    [Fact]
    public async Task Signal_CancelledWhileWaiting_EndsForItsCaller()
    {
        var store = _bench.Open();
        _bench.Disk.HoldWrites();
        using var source = new CancellationTokenSource();
        var signal = store.SignalAsync(TallyState.Key("a"), TallyState.Add("1"), source.Token);
        await _bench.Disk.WriteIsHeld;

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => signal);
    }

    [Fact]
    public async Task Dispose_SignalsWaiting_CompletesThem()
    {
        var store = _bench.Open();
        _bench.Disk.HoldWrites();
        var signals = Enumerable.Range(0, 10).Select(i => store.AddAsync($"{i}")).ToArray();
        await _bench.Disk.WriteIsHeld;

        var closing = store.DisposeAsync();
        _bench.Disk.ReleaseWrites();
        await closing;

        await Task.WhenAll(signals);
        Assert.Equal(10, (await _bench.Open().ReadTallyAsync())!.Total);
    }

    [Fact]
    public async Task Signal_WithoutPayload_IsRecorded()
    {
        var store = _bench.Open();

        await store.SignalAsync(TallyState.Key("a"), new Envelope { Kind = "tally.clear", Id = "1" }, CancellationToken.None);

        await _bench.CrashAsync();
        Assert.Empty(await _bench.Open().ReadIdsAsync());
    }

    [Fact]
    public async Task Signal_ReducerThrows_IsLoggedAndOthersAreApplied()
    {
        var store = _bench.Open();

        await store.SignalAsync(TallyState.Key("a"), TallyState.Throw("bad"), CancellationToken.None);
        await store.AddAsync("good");

        Assert.Equal(["good"], await store.ReadIdsAsync());
        Assert.Equal(1, _bench.Logger.Count(3105));
    }

    [Fact]
    public async Task Signal_ClockSetBack_NowNeverGoesBack()
    {
        var store = _bench.Open();
        await store.AddAsync("1");

        _bench.Time.SetUtcNow(_bench.Time.GetUtcNow() - TimeSpan.FromHours(1));
        await store.AddAsync("2");

        var deliveries = (await store.ReadTallyAsync())!.Deliveries;
        Assert.Equal(deliveries[0].Now, deliveries[1].Now);
    }

    [Fact]
    public async Task Open_OnUnix_KeepsTheFilesToTheirOwner()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var directory = _bench.Directory.File("state");
        await using (var store = FileEntityStore.Open(
            new FileEntityStoreOptions { Directory = directory }, new EntityCatalogue().Add<TallyState>(), _bench.Time, _bench.Logger))
        {
            await store.AddAsync("1");
        }

        const UnixFileMode file = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(file | UnixFileMode.UserExecute, File.GetUnixFileMode(directory));
        foreach (var path in Directory.EnumerateFiles(directory))
        {
            Assert.Equal(file, File.GetUnixFileMode(path));
        }
    }
}
