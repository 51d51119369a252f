using Tollgate.Settlement;

namespace Tollgate.Tests.Support;

/// <summary>Keeps what was booked.</summary>
internal sealed class RecordingLedger : IUsageLedger
{
    private readonly List<UsageRecord> _records = [];

    public IReadOnlyList<UsageRecord> Records
    {
        get
        {
            lock (_records)
            {
                return [.. _records];
            }
        }
    }

    /// <summary>What is booked, once; fails when it was booked twice or never.</summary>
    public UsageRecord Single => Assert.Single(Records);

    public ValueTask RecordAsync(UsageRecord record)
    {
        lock (_records)
        {
            _records.Add(record);
        }

        return ValueTask.CompletedTask;
    }
}
