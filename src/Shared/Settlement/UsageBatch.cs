using System.Runtime.InteropServices;
using Tollgate.Analytics;
using Tollgate.State;

namespace Tollgate.Settlement;

/// <summary>Records of one tenant's day, added up by row.</summary>
/// <param name="createdAt">When its first record came.</param>
/// <param name="maxRows">See <see cref="UsageLedgerOptions.MaxRows"/>.</param>
/// <param name="commit">What its requests wait for; null when they do not wait.</param>
internal sealed class UsageBatch(DateTimeOffset createdAt, int maxRows, CommitWait? commit) : RecordBatch(createdAt, commit)
{
    private readonly Dictionary<UsageRowKey, UsageTotals> _rows = [];

    public override Envelope ToOperation(string sender, long seq)
    {
        var addition = new UsageAddition { Sender = sender, Seq = seq, Rows = ToRows() };
        return Envelope.Create(UsageAddition.Kind, $"{sender}-{seq}", addition, UsageAddition.Version);
    }

    protected override void Count(UsageRecord record)
    {
        ref var totals = ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, KeyOf(record), out _);
        totals += TotalsOf(record);
    }

    private UsageRow[] ToRows()
    {
        var rows = new UsageRow[_rows.Count];
        var next = 0;
        foreach (var (key, totals) in _rows)
        {
            rows[next++] = new UsageRow
            {
                Hour = key.Hour,
                User = key.User,
                Model = key.Model,
                Provider = key.Provider,
                Status = key.Status,
                Totals = totals,
            };
        }

        return rows;
    }

    private UsageRowKey KeyOf(UsageRecord record)
    {
        var key = new UsageRowKey(
            record.StartedAt.UtcDateTime.Hour,
            record.User is null ? null : UsageName.Shorten(record.User),
            record.Model,
            record.Provider,
            StatusOf(record));
        if (_rows.Count < maxRows || _rows.ContainsKey(key))
        {
            return key;
        }

        key = key with { User = UsageName.Other };
        return _rows.Count < 2 * maxRows || _rows.ContainsKey(key)
            ? key
            : key with { Model = UsageName.Other, Provider = UsageName.Other };
    }

    // The entity refuses rows with impossible figures. One broken record must not be lost, nor take its row with it.
    private static UsageTotals TotalsOf(UsageRecord record) => new()
    {
        Requests = 1,
        Errors = StatusOf(record) >= 400 ? 1 : 0,
        Input = Math.Max(0, record.Usage.TotalInput),
        CachedInput = Math.Max(0, record.Usage.TotalCacheRead),
        Output = Math.Max(0, record.Usage.TotalOutput),
        Reasoning = Math.Max(0, record.Usage.Reasoning),
        CostNanoUsd = Math.Max(0, record.Cost.NanoUsd),
        Attempts = Math.Max(0, record.Attempts),
        DurationMs = Math.Max(0, (long)record.Duration.TotalMilliseconds),
        Estimated = record.Usage.IsEstimated ? 1 : 0,
    };

    private static int StatusOf(UsageRecord record) => Math.Clamp(record.Status, 100, 999);
}
