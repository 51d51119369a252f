using Tollgate.Quotas;
using Tollgate.Quotas.Ledger;

namespace Tollgate.Tests.Quotas.Ledger;

public sealed class LocalSliceTests
{
    [Fact]
    public async Task TryTake_FromManyThreadsAtOnce_GivesExactlyWhatWasGranted()
    {
        var slice = Create(granted: 1_000);

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Take(slice, attempts: 1_000))));

        Assert.Equal(1_000, taken.Sum());
        Assert.Equal((0, 1_000), (slice.Free, slice.Held));
    }

    [Fact]
    public async Task Freeze_WhileOthersReserveAndSettle_LosesNothing()
    {
        var slice = Create(granted: 10_000);
        var busy = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 1_000 && slice.TryTake(3); i++)
            {
                slice.Settle(3, 2);
            }
        })).ToList();

        slice.Freeze();
        await Task.WhenAll(busy);

        Assert.Equal(0, slice.Held);
        Assert.Equal(10_000, slice.Settled + slice.Returned + slice.Free);
        Assert.False(slice.TryTake(1));
    }

    [Fact]
    public void Settle_MoreThanWasHeld_TakesItFromWhatIsFree()
    {
        var slice = Create(granted: 10);
        Assert.True(slice.TryTake(4));

        slice.Settle(4, 12);

        Assert.Equal((-2, 12), (slice.Free, slice.Settled));
        Assert.False(slice.TryTake(1));
    }

    [Fact]
    public void HandBack_NeverTouchesWhatIsReserved()
    {
        var slice = Create(granted: 10);
        Assert.True(slice.TryTake(4));

        slice.HandBack(100);

        Assert.Equal((6, 4), (slice.Returned, slice.Held));
    }

    [Fact]
    public void Grant_ToldTwiceOrLate_CountsOnce()
    {
        var slice = Create(granted: 10);

        slice.Grant(10);
        slice.Grant(7);

        Assert.Equal(10, slice.Free);
    }

    private static int Take(LocalSlice slice, int attempts) => Enumerable.Range(0, attempts).Count(_ => slice.TryTake(1));

    private static LocalSlice Create(long granted)
    {
        var slice = new LocalSlice("usd/day", QuotaUnit.Usd, window: 0, end: long.MaxValue);
        slice.Grant(granted);
        return slice;
    }
}
