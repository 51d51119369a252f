using System.Runtime.InteropServices;
using System.Text.Json;
using Tollgate.Analytics;
using Tollgate.State;

namespace Tollgate.Settlement;

/// <summary>
/// Records of one tenant's day, added up by row. An attempt is booked with the provider that was asked, a request with the last one of
/// them: so rows add up to the whole, whichever way they are added.
/// </summary>
/// <param name="createdAt">When its first record came.</param>
/// <param name="options">How much it may hold.</param>
/// <param name="commit">What its requests wait for; null when they do not wait.</param>
internal sealed class UsageBatch(DateTimeOffset createdAt, UsageLedgerOptions options, CommitWait? commit) : RecordBatch(createdAt, commit)
{
    private readonly Dictionary<UsageRowKey, UsageTotals> _rows = [];
    private List<RequestTrail>? _trails;

    public override Envelope ToOperation(string sender, long seq)
    {
        var addition = new UsageAddition
        {
            Sender = sender,
            Seq = seq,
            Rows = ToRows(),
            Trails = _trails is null ? null : JsonSerializer.SerializeToElement(_trails, StateJson.Options),
        };
        return Envelope.Create(UsageAddition.Kind, $"{sender}-{seq}", addition, UsageAddition.Version);
    }

    protected override void Count(UsageRecord record)
    {
        var own = BookedFigures.Of(record);
        for (var i = 0; i < record.Failed.Count; i++)
        {
            var failed = record.Failed[i];
            var billed = BookedFigures.Of(failed);
            own -= billed;
            Add(record, failed.Deployment.Provider.Name, billed);
        }

        Add(record, record.Provider, own);
        if (record.Failed.Count > 0 && (_trails?.Count ?? 0) < options.MaxTrails)
        {
            (_trails ??= []).Add(RequestTrail.Of(record, own));
        }
    }

    private void Add(UsageRecord record, string? provider, in UsageTotals share)
    {
        ref var totals = ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, KeyOf(record, provider), out _);
        totals += share;
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

    private UsageRowKey KeyOf(UsageRecord record, string? provider)
    {
        var key = new UsageRowKey(
            record.StartedAt.UtcDateTime.Hour,
            record.User is null ? null : UsageName.Shorten(record.User),
            record.Model,
            provider,
            BookedFigures.StatusOf(record));
        if (_rows.Count < options.MaxRows || _rows.ContainsKey(key))
        {
            return key;
        }

        key = key with { User = UsageName.Other };
        return _rows.Count < 2 * options.MaxRows || _rows.ContainsKey(key)
            ? key
            : key with { Model = UsageName.Other, Provider = UsageName.Other };
    }
}
