using Tollgate.State;

namespace Tollgate.Settlement;

/// <summary>
/// Records of one entity that go out as one signal: gathering at first, then closed and sent, unchanged, until the store
/// has it. Not thread-safe.
/// </summary>
/// <param name="createdAt">When its first record came.</param>
/// <param name="commit">What its requests wait for; null when they do not wait.</param>
internal abstract class RecordBatch(DateTimeOffset createdAt, CommitWait? commit)
{
    public DateTimeOffset CreatedAt => createdAt;

    public CommitWait? Commit => commit;

    public int Records { get; private set; }

    public void Add(UsageRecord record)
    {
        Count(record);
        Records++;
    }

    /// <param name="sender">Who numbers the operations.</param>
    /// <param name="seq">This one's number.</param>
    public abstract Envelope ToOperation(string sender, long seq);

    protected abstract void Count(UsageRecord record);
}
