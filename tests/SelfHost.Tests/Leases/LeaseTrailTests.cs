using System.Text;
using Tollgate.SelfHost.Leases;
using Tollgate.State;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Leases;

public sealed class LeaseTrailTests : IDisposable
{
    private const string Boot = "6f9d0b1e-0000-4000-8000-000000000001";
    private static readonly EntityKey Account = EntityKey.Create("account", "tenant", "acme");

    private readonly TemporaryDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Predecessor_ThatWasKilled_HadSpentWhatItSettledAndHeld()
    {
        using (var trail = Create())
        {
            var slice = trail.Open(Account, "lease.1", "usd/day", 1_000)!;
            slice.Take(10);
            slice.Take(25);
            slice.Settle(held: 10, billed: 7);
        }

        using var next = new LeaseTrail(TrailPath, Boot);
        var noted = Assert.Single(next.ReadPredecessor()!);
        Assert.Equal(32, noted.Spent);
        Assert.Equal(("account", Account.Id, "lease.1", "usd/day", 1_000L), (noted.Slice.Kind, noted.Slice.Account, noted.Slice.Lease, noted.Slice.Quota, noted.Slice.Window));
    }

    [Fact]
    public void Slice_ThatTheAccountHasBooked_IsNotedNoMoreAndItsPlaceIsAnothers()
    {
        using var trail = Create();
        var old = trail.Open(Account, "lease.1", "usd/day", 0)!;
        old.Take(10);
        trail.Forget("lease.1");
        trail.Open(Account, "lease.2", "usd/day", 0)!.Take(3);

        old.Settle(held: 10, billed: 10);

        using var next = new LeaseTrail(TrailPath, Boot);
        Assert.Equal(("lease.2", 3L), Assert.Single(next.ReadPredecessor()!) is var noted ? (noted.Slice.Lease, noted.Spent) : default);
    }

    [Fact]
    public void Machine_StartedAnew_MayHaveLostNotes()
    {
        using (var trail = Create())
        {
            trail.Open(Account, "lease.1", "usd/day", 0);
        }

        using var next = new LeaseTrail(TrailPath, Boot.Replace('6', '7'));
        Assert.Null(next.ReadPredecessor());
    }

    [Fact]
    public void MoreSlices_ThanThereIsRoomFor_AreToldToTheSuccessor()
    {
        using (var trail = Create())
        {
            Assert.Null(trail.Open(EntityKey.Create("account", new string('x', 1_000)), "lease.1", "usd/day", 0));
        }

        using var next = new LeaseTrail(TrailPath, Boot);
        Assert.Null(next.ReadPredecessor());
    }

    [Fact]
    public void DamagedFile_IsNotBelieved()
    {
        using (var trail = Create())
        {
            trail.Open(Account, "lease.1", "usd/day", 0);
        }

        var bytes = File.ReadAllBytes(TrailPath);
        Encoding.UTF8.GetBytes("not json").CopyTo(bytes, TrailFormat.OffsetOf(0) + TrailFormat.TextAt);
        File.WriteAllBytes(TrailPath, bytes);

        using var next = new LeaseTrail(TrailPath, Boot);
        Assert.Null(next.ReadPredecessor());
    }

    [Fact]
    public void OrderlyEnd_LeavesNoFile()
    {
        using var trail = Create();
        trail.Open(Account, "lease.1", "usd/day", 0)!.Forget();

        trail.End();

        Assert.Empty(new LeaseTrail(TrailPath, Boot).ReadPredecessor()!);
    }

    private string TrailPath => Path.Combine(_files.Path, "leases");

    private LeaseTrail Create()
    {
        var trail = new LeaseTrail(TrailPath, Boot);
        trail.Begin();
        return trail;
    }
}
