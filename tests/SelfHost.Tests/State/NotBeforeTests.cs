using Tollgate.SelfHost.State;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.State;

public sealed class NotBeforeTests : IAsyncLifetime
{
    private readonly StoreBench _bench = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task Signal_DueLater_TakesEffectThenAndSeesThatInstant()
    {
        var store = _bench.Open();
        var due = _bench.Time.GetUtcNow() + TimeSpan.FromHours(1);
        var applied = TallyState.WhenApplied("due later");

        await store.AddAsync("due later", notBefore: due);
        await _bench.Time.WhenArmedAsync(2); // the background flush and the operation's own
        Assert.Null(await store.ReadTallyAsync());
        for (var minute = 0; minute < 60; minute++)
        {
            Assert.False(applied.IsCompleted);
            await AdvanceAsync(TimeSpan.FromMinutes(1));
        }

        await applied;
        Assert.Equal([new Delivery("due later", due)], (await store.ReadTallyAsync())!.Deliveries);
    }

    [Fact]
    public async Task Signal_DueInThePast_TakesEffectAtOnce()
    {
        var store = _bench.Open();

        await store.AddAsync("1", notBefore: _bench.Time.GetUtcNow() - TimeSpan.FromHours(1));

        Assert.Equal(["1"], await store.ReadIdsAsync());
    }

    [Fact]
    public async Task Signal_SeveralDue_TakeEffectInTheirOrder()
    {
        var store = _bench.Open();
        var now = _bench.Time.GetUtcNow();
        await store.AddAsync("third", notBefore: now + TimeSpan.FromSeconds(3));
        await store.AddAsync("first", notBefore: now + TimeSpan.FromSeconds(1));
        await store.AddAsync("second", notBefore: now + TimeSpan.FromSeconds(1));

        _bench.Time.Advance(TimeSpan.FromSeconds(10));
        await store.AddAsync("last");

        Assert.Equal(["first", "second", "third", "last"], await store.ReadIdsAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Open_OperationStillToCome_IsAppliedWhenDue(bool isOrderly)
    {
        var store = _bench.Open();
        var due = _bench.Time.GetUtcNow() + TimeSpan.FromSeconds(30);
        var id = $"still to come {isOrderly}";
        await store.AddAsync(id, notBefore: due);
        await RestartAsync(isOrderly);

        store = _bench.Open();
        Assert.Null(await store.ReadTallyAsync());
        var applied = TallyState.WhenApplied(id);
        await _bench.Time.WhenArmedAsync(1);
        _bench.Time.Advance(TimeSpan.FromSeconds(30));

        await applied;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Open_OperationFellDueWhileClosed_IsAppliedAtOnce(bool isOrderly)
    {
        var store = _bench.Open();
        var due = _bench.Time.GetUtcNow() + TimeSpan.FromSeconds(30);
        await store.AddAsync("1", notBefore: due);
        await RestartAsync(isOrderly);

        _bench.Time.Advance(TimeSpan.FromMinutes(1));
        store = _bench.Open();

        Assert.Equal([new Delivery("1", due)], (await store.ReadTallyAsync())!.Deliveries);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Open_OperationsAppliedLate_GivesTheOrderThatWas(bool isOrderly)
    {
        var store = _bench.Open();
        await store.AddAsync("due", notBefore: _bench.Time.GetUtcNow() + TimeSpan.FromSeconds(2));
        _bench.Time.Advance(TimeSpan.FromSeconds(1));
        await store.AddAsync("before");
        _bench.Time.Advance(TimeSpan.FromSeconds(5));
        await store.AddAsync("after");
        var deliveries = (await store.ReadTallyAsync())!.Deliveries;

        await RestartAsync(isOrderly);

        Assert.Equal(["before", "due", "after"], deliveries.Select(delivery => delivery.Id));
        Assert.Equal(deliveries, (await _bench.Open().ReadTallyAsync())!.Deliveries);
    }

    [Fact]
    public async Task Open_ClockSetBackSinceAnOperationFellDue_LeavesItApplied()
    {
        var store = _bench.Open();
        var applied = TallyState.WhenApplied("fell due");
        await store.AddAsync("fell due", notBefore: _bench.Time.GetUtcNow() + TimeSpan.FromSeconds(30));
        await _bench.Time.WhenArmedAsync(2);
        _bench.Time.Advance(TimeSpan.FromMinutes(1));
        await applied;

        _bench.Time.SetUtcNow(_bench.Time.GetUtcNow() - TimeSpan.FromHours(1));
        await _bench.CrashAsync();

        Assert.Equal(["fell due"], await _bench.Open().ReadIdsAsync());
    }

    [Fact]
    public async Task Signal_FallsDueWhileDiskIsFull_IsAppliedWhenWritingWorks()
    {
        var store = _bench.Open();
        var applied = TallyState.WhenApplied("disk full");
        await store.AddAsync("disk full", notBefore: _bench.Time.GetUtcNow() + TimeSpan.FromSeconds(2));
        await _bench.Time.WhenArmedAsync(2);
        _bench.Disk.BytesBeforeWriteFails = 0;
        _bench.Time.Advance(TimeSpan.FromSeconds(2));
        await _bench.Logger.WhenLoggedAsync(3102);
        Assert.Null(await store.ReadTallyAsync());

        _bench.Disk.BytesBeforeWriteFails = null;
        _bench.Time.Advance(JournalKeeper.RetryInterval);

        await applied;
    }

    private async Task RestartAsync(bool isOrderly)
    {
        if (isOrderly)
        {
            await _bench.CloseAsync();
        }
        else
        {
            await _bench.CrashAsync();
        }
    }

    /// <summary>The store sets its timer anew on a thread of its own.</summary>
    private async Task AdvanceAsync(TimeSpan time)
    {
        await _bench.Time.WhenArmedAsync(1);
        _bench.Time.Advance(time);
    }
}
