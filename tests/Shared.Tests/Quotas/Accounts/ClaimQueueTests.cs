using Tollgate.Quotas.Accounts;
using static Tollgate.Tests.Quotas.Accounts.Account;

namespace Tollgate.Tests.Quotas.Accounts;

public sealed class ClaimQueueTests
{
    [Fact]
    public void Returns_GoToThoseWhoWaitInTheOrderTheyCame()
    {
        var account = Create().Acquire("b.1", 1, want: 20, need: 20).Acquire("c.1", 1, want: 10, need: 10);

        account.Report("a.1", 2, settled: 0, returned: 12);
        Assert.Equal((0, 0), (account.Granted("b.1"), account.Granted("c.1")));
        account.Report("a.1", 3, settled: 0, returned: 25);

        Assert.Equal((20, 10), (account.Granted("b.1"), account.Granted("c.1")));
        Assert.Empty(account.State.Claims);
    }

    [Fact]
    public void Newcomer_TakesNothingThatThoseBeforeItNeed()
    {
        var account = Create().Acquire("b.1", 1, want: 20, need: 20).Acquire("c.1", 1, want: 4, need: 4);

        Assert.Equal(LeaseOutcome.Queued, account["c.1"]!.Outcome);
        Assert.Equal(5, account.Left());
    }

    [Fact]
    public void AskingAgain_ForTheSameRequest_KeepsThePlace()
    {
        var account = Create().Acquire("b.1", 1, want: 20, need: 20).Acquire("c.1", 1, want: 20, need: 20).Acquire("b.1", 2, want: 20, need: 20);

        Assert.Equal(["b.1", "c.1"], account.State.Claims.Select(claim => claim.Lease));
    }

    [Fact]
    public void AskingAgain_ForAnotherRequest_GoesToTheEnd()
    {
        var account = Create().Acquire("b.1", 1, want: 20, need: 20).Acquire("c.1", 1, want: 20, need: 20)
            .Acquire("b.1", 2, want: 20, need: 20, waiter: 2);

        Assert.Equal(["c.1", "b.1"], account.State.Claims.Select(claim => claim.Lease));
    }

    [Fact]
    public void Report_ThatNobodyWaits_GivesThePlaceUp() =>
        Assert.Empty(Create().Acquire("b.1", 1, want: 20, need: 20).Report("b.1", 2, settled: 0).State.Claims);

    [Fact]
    public void Queue_IsBounded()
    {
        var account = Create();
        for (var i = 0; i <= ClaimQueue.MaxClaims; i++)
        {
            account.Acquire($"w{i}.1", 1, want: 20, need: 20);
        }

        Assert.Equal(ClaimQueue.MaxClaims, account.State.Claims.Count);
        Assert.Equal(LeaseOutcome.Denied, account[$"w{ClaimQueue.MaxClaims}.1"]!.Outcome);
    }

    [Fact]
    public void Claim_AtTheEndOfItsWindow_EndsWithIt()
    {
        var account = Create().Acquire("b.1", 1, want: 20, need: 20);
        account.Now = new DateTimeOffset(2030, 1, 1, 23, 59, 59, TimeSpan.Zero);
        account.Acquire("b.1", 2, want: 20, need: 20).After(TimeSpan.FromSeconds(2)).Define(Budget());

        Assert.Empty(account.State.Claims);
        Assert.Equal(0, account.Granted("b.1"));
    }

    [Fact]
    public void Acquire_OfALeaseWhoseTombstoneWasDroppedForWantOfRoom_IsNotGrantedToNobody()
    {
        var account = new Account().Define(Budget(limit: 1_000_000));
        var overtaken = account.Operation("late.1", 1) with { Asks = [account.Ask(10)] };
        account.Apply(LeaseOperation.Close, account.Operation("late.1", 2));
        for (var i = 0; i < LeaseExpiry.MaxClosed; i++)
        {
            account.After(TimeSpan.FromMilliseconds(1)).Apply(LeaseOperation.Close, account.Operation($"c{i}.1", 2));
        }

        account.Apply(LeaseOperation.Acquire, overtaken);

        Assert.InRange(account.State.Leases.Count, 0, LeaseExpiry.MaxClosed);
        Assert.Equal(1_000_000, account.Left());
    }

    // One instance has leased 95 of 100.
    private static Account Create() => new Account().Define(Budget()).Acquire("a.1", 1, want: 95);
}
