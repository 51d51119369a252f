using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Quotas;
using Tollgate.Quotas.Accounts;
using Tollgate.Quotas.Windows;
using Tollgate.SelfHost.Leases;
using Tollgate.SelfHost.State;
using Tollgate.State;
using Tollgate.Testing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Leases;

public sealed class LeaseHeirTests : IAsyncLifetime, IDisposable
{
    private const string Boot = "6f9d0b1e-0000-4000-8000-000000000001";
    private static readonly EntityKey Account = AccountKeys.Tenant("acme");
    private static readonly QuotaDefinition Budget = new() { Id = "usd/day", Scope = QuotaScope.Tenant, Period = WindowPeriod.Day, Limit = 1_000, Revision = 1 };

    private readonly TemporaryDirectory _files = new();
    private readonly ManualTimeProvider _time = new();
    private FileEntityStore _store = null!;

    public Task InitializeAsync()
    {
        var catalogue = new EntityCatalogue();
        catalogue.Add<AccountState>();
        var options = new FileEntityStoreOptions { Directory = Path.Combine(_files.Path, "state") };
        _store = FileEntityStore.Open(options, catalogue, _time, NullLogger<FileEntityStore>.Instance);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _store.DisposeAsync();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Start_LeaseWhoseSpendingIsNoted_BooksItAndFreesTheRest()
    {
        var window = await BorrowAsync(400);
        using (var trail = Begin())
        {
            var slice = trail.Open(Account, "dead.1", Budget.Id, window)!;
            slice.Take(100);
            slice.Settle(held: 100, billed: 70);
            slice.Take(20);
        }

        await StartAsync();

        var account = await ReadAsync();
        Assert.Equal(90, account.Find(Budget.Id)!.Billed);
        Assert.Equal(910, account.Left(account.Find(Budget.Id)!, window));
    }

    [Fact]
    public async Task Start_AgainAfterACrash_BooksNothingTwice()
    {
        var window = await BorrowAsync(400);
        using (var trail = Begin())
        {
            trail.Open(Account, "dead.1", Budget.Id, window)!.Take(100);
        }

        var notes = await File.ReadAllBytesAsync(TrailPath);
        await StartAsync();
        await File.WriteAllBytesAsync(TrailPath, notes);
        await StartAsync();

        Assert.Equal(100, (await ReadAsync()).Find(Budget.Id)!.Billed);
    }

    [Fact]
    public async Task Start_LeaseWithASliceThatIsNotNoted_LeavesItToItsTime()
    {
        var window = await BorrowAsync(400);
        using (var trail = Begin())
        {
            trail.Open(Account, "dead.1", "another", window)!.Take(100);
        }

        await StartAsync();

        var account = await ReadAsync();
        Assert.Equal(600, account.Left(account.Find(Budget.Id)!, window));
    }

    private string TrailPath => Path.Combine(_files.Path, "leases");

    /// <summary>Returns the start of the window.</summary>
    private async Task<long> BorrowAsync(long amount)
    {
        var window = new DateTimeOffset(_time.GetUtcNow().Date, TimeSpan.Zero).ToUnixTimeMilliseconds();
        var acquire = new LeaseOperation
        {
            Lease = "dead.1",
            Seq = 1,
            NotAfter = long.MaxValue,
            Ttl = 60_000,
            Asks = [new SliceAsk(Budget.Id, window, amount, amount)],
            Definitions = [Budget],
        };
        await _store.SignalAsync(Account, acquire.ToEnvelope(LeaseOperation.Acquire), CancellationToken.None);
        return (await ReadAsync()).Leases.Single().Slices.Single().Window;
    }

    private LeaseTrail Begin()
    {
        var trail = new LeaseTrail(TrailPath, Boot);
        trail.Begin();
        return trail;
    }

    private async Task StartAsync()
    {
        using var trail = new LeaseTrail(TrailPath, Boot);
        await new LeaseHeir(trail, _store, _time, NullLogger<LeaseHeir>.Instance).StartAsync(CancellationToken.None);
    }

    private async Task<AccountState> ReadAsync() => (await _store.ReadAsync<AccountState>(Account, CancellationToken.None))!;
}
