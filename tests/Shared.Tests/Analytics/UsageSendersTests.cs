using Tollgate.Analytics;

namespace Tollgate.Tests.Analytics;

public sealed class UsageSendersTests
{
    [Fact]
    public void TryAccept_LateAfterAThousandOthers_IsCountedOnce()
    {
        var senders = new UsageSenders();
        Assert.True(senders.TryAccept("a", 1));
        for (var seq = 3; seq <= 1000; seq++)
        {
            Assert.True(senders.TryAccept("a", seq));
        }

        Assert.True(senders.TryAccept("a", 2));
        Assert.False(senders.TryAccept("a", 2));
        Assert.Empty(senders.Gaps);
    }

    [Fact]
    public void TryAccept_MoreGapsThanKept_MakesTheOldestFinalAndSaysSo()
    {
        var senders = new UsageSenders();
        for (var seq = 2; seq <= 2 * (UsageSenders.MaxGaps + 10); seq += 2)
        {
            senders.TryAccept("a", seq);
        }

        Assert.Equal(UsageSenders.MaxGaps, senders.Gaps.Count);
        Assert.Equal(10, senders.FinalGaps);
        Assert.False(senders.TryAccept("a", 1));
        Assert.True(senders.TryAccept("a", 21));
    }

    [Fact]
    public void TryAccept_HugeJump_LeavesOtherSendersGapsOpen()
    {
        var senders = new UsageSenders();
        senders.TryAccept("a", 2);
        senders.TryAccept("b", 1);

        Assert.True(senders.TryAccept("b", 1_000_000_000));

        Assert.True(senders.TryAccept("a", 1));
        Assert.Equal(UsageSenders.MaxGapsPerArrival, senders.Gaps.Count);
        Assert.Equal(1_000_000_000 - 2 - UsageSenders.MaxGapsPerArrival, senders.FinalGaps);
    }

    [Fact]
    public void TryAccept_MoreSendersThanKept_ForgetsTheOneHeardFromLeastRecently()
    {
        var senders = new UsageSenders();
        for (var i = 0; i < UsageSenders.MaxSenders; i++)
        {
            senders.TryAccept($"s{i}", 1);
        }

        senders.TryAccept("s0", 2);
        senders.TryAccept("newcomer", 1);

        Assert.Equal(UsageSenders.MaxSenders, senders.Highest.Count);
        Assert.Equal(1, senders.Folded);
        Assert.DoesNotContain(senders.Highest, entry => entry.Sender == "s1");
        Assert.False(senders.TryAccept("s0", 1));
    }

    [Fact]
    public void TryAccept_ForgottenSenderReturnsFarAlong_DoesNotWaitForWhatWasCounted()
    {
        var senders = new UsageSenders();

        Assert.True(senders.TryAccept("returning", 5000));

        Assert.False(senders.TryAccept("returning", 4999));
        Assert.True(senders.TryAccept("returning", 5001));
    }
}
