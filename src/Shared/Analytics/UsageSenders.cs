namespace Tollgate.Analytics;

/// <summary>
/// Which operations a day has already counted: for each sender the highest number seen, and the numbers below it that are
/// still missing. With it a duplicate is told from a late delivery, whatever the order of arrival.
/// </summary>
public sealed class UsageSenders
{
    internal const int MaxSenders = 300;
    internal const int MaxGaps = 64;

    /// <summary>Missing numbers that one arrival may leave open, so that one sender cannot push out the gaps of all others.</summary>
    internal const int MaxGapsPerArrival = 32;

    /// <summary>The highest number of each sender; the one heard from least recently comes first.</summary>
    public List<UsageSequence> Highest { get; set; } = [];

    /// <summary>Numbers below their sender's highest that have not arrived; oldest first.</summary>
    public List<UsageSequence> Gaps { get; set; } = [];

    /// <summary>Senders forgotten to make room.</summary>
    public long Folded { get; set; }

    /// <summary>Missing operations no longer waited for: if one arrives after all, it is not counted.</summary>
    public long FinalGaps { get; set; }

    /// <summary>True exactly once for each operation.</summary>
    internal bool TryAccept(string sender, long seq)
    {
        var index = Highest.FindIndex(entry => entry.Sender == sender);
        if (index < 0)
        {
            OpenGaps(sender, from: FirstExpected(seq), to: seq);
            Highest.Add(new UsageSequence(sender, seq));
            Fold();
            return true;
        }

        var highest = Highest[index].Seq;
        if (seq <= highest)
        {
            return Gaps.Remove(new UsageSequence(sender, seq));
        }

        OpenGaps(sender, from: highest + 1, to: seq);
        Highest.RemoveAt(index);
        Highest.Add(new UsageSequence(sender, seq));
        return true;
    }

    // An unknown sender that is far along was known and then forgotten. What it sent before has been counted: to wait for
    // it again would be to count its duplicates.
    private static long FirstExpected(long seq) => seq > MaxGapsPerArrival ? seq : 1;

    private void OpenGaps(string sender, long from, long to)
    {
        var oldest = Math.Max(from, to - MaxGapsPerArrival);
        FinalGaps += oldest - from;
        for (var seq = oldest; seq < to; seq++)
        {
            Gaps.Add(new UsageSequence(sender, seq));
        }

        var excess = Gaps.Count - MaxGaps;
        if (excess > 0)
        {
            Gaps.RemoveRange(0, excess);
            FinalGaps += excess;
        }
    }

    private void Fold()
    {
        while (Highest.Count > MaxSenders)
        {
            var forgotten = Highest[0].Sender;
            Highest.RemoveAt(0);
            Folded++;
            FinalGaps += Gaps.RemoveAll(gap => gap.Sender == forgotten);
        }
    }
}
