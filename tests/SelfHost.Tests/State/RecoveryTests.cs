using Tollgate.SelfHost.State;
using Tollgate.State;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.State;

public sealed class RecoveryTests : IAsyncLifetime
{
    private readonly StoreBench _bench = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task Open_AfterOrderlyShutdown_ReadsTheSnapshotAlone()
    {
        await using (var store = _bench.Open())
        {
            await store.AddAsync("1");
            await store.AddAsync("2");
        }

        Assert.Equal(0, new FileInfo(_bench.Journal(2)).Length);
        Assert.False(File.Exists(_bench.Journal(1)));
        Assert.Equal(["1", "2"], await _bench.Open().ReadIdsAsync());
    }

    [Fact]
    public async Task Open_AfterCrash_GivesTheSameStates()
    {
        var store = _bench.Open();
        await store.AddAsync("1");
        _bench.Time.Advance(TimeSpan.FromSeconds(1));
        await store.AddAsync("2");
        await store.AddAsync("3", entity: "b");
        var before = await store.ReadTallyAsync();

        await _bench.CrashAsync();

        store = _bench.Open();
        Assert.Equal(before!.Deliveries, (await store.ReadTallyAsync())!.Deliveries);
        Assert.Equal(["3"], await store.ReadIdsAsync("b"));
    }

    [Fact]
    public async Task Open_JournalCutOffAnywhereInItsLastRecord_KeepsEverythingBefore()
    {
        var store = _bench.Open();
        await store.AddAsync("1");
        await store.AddAsync("2");
        var whole = new FileInfo(_bench.Journal()).Length;
        await store.AddAsync("3");
        var journal = await ReadWhileOpenAsync(_bench.Journal());
        await store.DisposeAsync();

        for (var length = whole; length < journal.Length; length++)
        {
            await using var torn = new StoreBench();
            await File.WriteAllBytesAsync(torn.Journal(), journal[..(int)length]);

            var reopened = torn.Open();
            Assert.Equal(["1", "2"], await reopened.ReadIdsAsync());
            Assert.Equal(length > whole ? 1 : 0, torn.Logger.Count(3101));

            await reopened.AddAsync("4");
            await torn.CrashAsync();
            Assert.Equal(["1", "2", "4"], await torn.Open().ReadIdsAsync());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(' ')]
    [InlineData('\n')]
    [InlineData(255)]
    public async Task Open_JournalEndsInGarbage_CutsItOff(byte garbage)
    {
        var store = _bench.Open();
        await store.AddAsync("1");
        await _bench.CrashAsync();
        var tail = new byte[5000];
        Array.Fill(tail, garbage);
        await File.AppendAllBytesAsync(_bench.Journal(), tail);

        Assert.Equal(["1"], await _bench.Open().ReadIdsAsync());
        Assert.Equal(1, _bench.Logger.Count(3101));
    }

    [Fact]
    public async Task Open_AnyByteOfAnEarlierRecordChanged_RefusesAndChangesNothing()
    {
        var store = _bench.Open();
        await store.AddAsync("1");
        var first = new FileInfo(_bench.Journal()).Length;
        await store.AddAsync("2");
        await _bench.CrashAsync();
        var journal = await File.ReadAllBytesAsync(_bench.Journal());

        for (var i = 0; i < first - 1; i++)
        {
            var damaged = journal.ToArray();
            damaged[i] ^= 1;
            await File.WriteAllBytesAsync(_bench.Journal(), damaged);

            var error = Assert.Throws<StateCorruptedException>(() => _bench.Open());

            Assert.Contains(_bench.Journal(), error.Message, StringComparison.Ordinal);
            Assert.Contains("line 1 ", error.Message, StringComparison.Ordinal);
            Assert.Equal(damaged, await File.ReadAllBytesAsync(_bench.Journal()));
        }
    }

    [Fact]
    public async Task Open_DamagedLineDeletedAsTheErrorSays_KeepsTheOthers()
    {
        var store = _bench.Open();
        await store.AddAsync("1");
        await store.AddAsync("2");
        await store.AddAsync("3");
        await _bench.CrashAsync();
        var lines = await File.ReadAllLinesAsync(_bench.Journal());

        await File.WriteAllTextAsync(_bench.Journal(), $"{lines[0]}\n{lines[2]}\n");

        Assert.Equal(["1", "3"], await _bench.Open().ReadIdsAsync());
    }

    [Fact]
    public async Task Open_JournalThatOthersContinueIsTorn_Refuses()
    {
        var store = _bench.Open();
        await store.AddAsync("1");
        await _bench.CrashAsync();
        File.Copy(_bench.Journal(1), _bench.Journal(2));
        await File.AppendAllTextAsync(_bench.Journal(1), "torn");

        Assert.Throws<StateCorruptedException>(() => _bench.Open());
    }

    [Fact]
    public async Task Open_CrashBeforeTheNextJournalWasUsed_CutsTheTornEnd()
    {
        var store = _bench.Open();
        await store.AddAsync("1");
        await _bench.CrashAsync();
        await File.AppendAllTextAsync(_bench.Journal(1), "torn");
        await File.WriteAllBytesAsync(_bench.Journal(2), []);

        await _bench.Open().AddAsync("2");
        await _bench.CrashAsync();

        Assert.Equal(["1", "2"], await _bench.Open().ReadIdsAsync());
    }

    [Fact]
    public async Task Open_JournalMissing_Refuses()
    {
        await using (var store = _bench.Open())
        {
            await store.AddAsync("1");
        }

        File.Delete(_bench.Journal(2));

        Assert.Throws<StateCorruptedException>(() => _bench.Open());
    }

    [Fact]
    public async Task Open_SnapshotMissing_Refuses()
    {
        await using (var store = _bench.Open())
        {
            await store.AddAsync("1");
        }

        File.Delete(_bench.Directory.File("snapshot"));

        Assert.Throws<StateCorruptedException>(() => _bench.Open());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Open_SnapshotDamaged_Refuses(int keptLines)
    {
        await using (var store = _bench.Open())
        {
            await store.AddAsync("1");
            await store.AddAsync("2", entity: "b");
        }

        var lines = (await File.ReadAllLinesAsync(_bench.Directory.File("snapshot"))).Select(line => line + "\n").ToArray();
        var damaged = keptLines >= 0 ? string.Concat(lines.Take(keptLines)) : string.Concat(lines).Replace("tally", "taLly", StringComparison.Ordinal);
        await File.WriteAllTextAsync(_bench.Directory.File("snapshot"), damaged);

        Assert.Throws<StateCorruptedException>(() => _bench.Open());
    }

    [Fact]
    public async Task Open_CrashWhileSnapshotWasWritten_ReadsTheJournal()
    {
        var store = _bench.Open();
        await store.AddAsync("1");
        await _bench.CrashAsync();
        await File.WriteAllTextAsync(_bench.Directory.File("snapshot.tmp"), "half a snap");

        Assert.Equal(["1"], await _bench.Open().ReadIdsAsync());
        Assert.False(File.Exists(_bench.Directory.File("snapshot.tmp")));
    }

    [Fact]
    public async Task Open_CrashBeforeOldJournalWasDeleted_AppliesItsOperationsOnce()
    {
        var store = _bench.Open();
        await store.AddAsync("1");
        var journal = await ReadWhileOpenAsync(_bench.Journal(1));
        await store.DisposeAsync();
        await File.WriteAllBytesAsync(_bench.Journal(1), journal);

        Assert.Equal(["1"], await _bench.Open().ReadIdsAsync());
        Assert.False(File.Exists(_bench.Journal(1)));
    }

    [Fact]
    public async Task Open_KindUnknownToThisVersion_IsKeptForTheNextOne()
    {
        var store = _bench.Open();
        await store.AddAsync("in snapshot");
        await store.DisposeAsync();
        store = _bench.Open();
        await store.AddAsync("in journal", amount: 3);
        await store.AddAsync("scheduled", notBefore: _bench.Time.GetUtcNow() + TimeSpan.FromDays(1));
        await _bench.CrashAsync();

        for (var olderVersion = 0; olderVersion < 2; olderVersion++)
        {
            await _bench.Open(new EntityCatalogue()).DisposeAsync();
        }

        Assert.Equal(2, _bench.Logger.Count(3106));
        _bench.Time.Advance(TimeSpan.FromDays(1));
        store = _bench.Open();
        Assert.Equal(["in snapshot", "in journal", "scheduled"], await store.ReadIdsAsync());
        Assert.Equal(5, (await store.ReadTallyAsync())!.Total);
    }

    [Fact]
    public async Task Open_ScheduledOperationWithMembersUnknownToThisVersion_KeepsThem()
    {
        var operation = System.Text.Json.JsonSerializer.Deserialize<Envelope>(
            """{"Kind":"tally.add","Id":"1","Payload":1,"NotBefore":"2040-01-01T00:00:00Z","Trace":"x"}""", StateJson.Options)!;
        await using (var store = _bench.Open())
        {
            await store.SignalAsync(TallyState.Key("a"), operation, CancellationToken.None);
        }

        await _bench.Open().DisposeAsync();

        Assert.Contains("\"Trace\":\"x\"", await File.ReadAllTextAsync(_bench.Directory.File("snapshot")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_EntitySpent_IsDropped()
    {
        await using (var store = _bench.Open())
        {
            await store.AddAsync("1");
            await store.AddAsync("2", entity: "b");
            await store.SignalAsync(TallyState.Key("a"), TallyState.Clear("3"), CancellationToken.None);
        }

        var reopened = _bench.Open();
        Assert.Null(await reopened.ReadTallyAsync());
        Assert.NotNull(await reopened.ReadTallyAsync("b"));
    }

    private static async Task<byte[]> ReadWhileOpenAsync(string path)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var content = new byte[stream.Length];
        await stream.ReadExactlyAsync(content);
        return content;
    }
}
