using System.Text.Json;
using System.Text.Json.Serialization;
using Tollgate.Quotas.Windows;

namespace Tollgate.Quotas.Accounts;

/// <summary>One quota of an account: its definition, and what its windows or its bucket have been through.</summary>
public sealed class QuotaState
{
    private const long MaxLeadMs = 60_000;

    public QuotaDefinition Definition { get; set; } = new();

    /// <summary>A newer definition with another window, which waits for the end of the current one.</summary>
    public QuotaDefinition? Pending { get; set; }

    /// <summary>Oldest first: the last one that ended, the current one, and the next once an instance has asked for it.</summary>
    public List<WindowTotals> Windows { get; set; } = [];

    /// <summary>What the bucket holds, not counting what is leased; negative after an overrun.</summary>
    public decimal Level { get; set; }

    /// <summary>When the bucket was last refilled, Unix milliseconds; 0 before it was first filled.</summary>
    public long LevelAt { get; set; }

    /// <summary>Everything ever settled, in all windows.</summary>
    public long Billed { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    internal string Id => Definition.Id;

    internal void Define(QuotaDefinition definition)
    {
        if (!definition.Supersedes(Pending ?? Definition))
        {
            return;
        }

        var isSameShape = definition.HasShapeOf(Definition);
        Definition = isSameShape ? definition : Definition;
        Pending = isSameShape ? null : definition;
    }

    /// <summary>Brings the windows up to <paramref name="now"/>.</summary>
    internal void Roll(long now)
    {
        if (Pending is not null && (Definition.IsBucket || Windows.Count == 0 || now >= Windows[^1].End))
        {
            Definition = Pending;
            Pending = null;
        }

        if (Definition.IsBucket)
        {
            Windows.Clear();
            return;
        }

        if (Windows.Count == 0 || now >= Windows[^1].End)
        {
            Open(now);
        }

        while (Windows.Count > 1 && Windows[1].End <= now)
        {
            Windows.RemoveAt(0);
        }
    }

    /// <summary>Adds what has flowed into the bucket; what is leased takes up room in it too.</summary>
    internal void Refill(long now, long outstanding)
    {
        if (!Definition.IsBucket)
        {
            return;
        }

        var level = LevelAt == 0
            ? Definition.Limit
            : Level + decimal.Round(Definition.RefillPerSecond * (now - LevelAt) / 1000m, 6, MidpointRounding.ToZero);
        Level = Math.Min(level, Math.Max(0, Definition.Limit - outstanding));
        LevelAt = now;
    }

    internal WindowTotals? Find(long window) => Windows.Find(totals => totals.Start == window);

    /// <summary>The window that is on, by the account's clock.</summary>
    internal WindowTotals Current(long now) => Windows.FindLast(totals => totals.Start <= now) ?? Windows[^1];

    /// <summary>
    /// The window that a grant is booked to, which is the one asked for: the current one, or the next if it is about to begin;
    /// null for any other, whatever the sender's clock shows. 0 for a bucket.
    /// </summary>
    internal long? Target(long asked, long now)
    {
        if (Definition.IsBucket)
        {
            return 0;
        }

        var current = Current(now);
        if (asked == current.Start)
        {
            return asked;
        }

        if (asked != current.End || asked - now > MaxLeadMs || Pending is not null)
        {
            return null;
        }

        if (Windows[^1] == current)
        {
            Open(asked);
        }

        return asked;
    }

    // Never before the end of the last one: a changed calendar must not cover time that was already counted.
    private void Open(long now)
    {
        var window = CalendarWindow.Containing(
            DateTimeOffset.FromUnixTimeMilliseconds(now), CalendarZone.Find(Definition.TimeZone), Definition.Period);
        var start = window.Start.ToUnixTimeMilliseconds();
        Windows.Add(new WindowTotals
        {
            Start = Windows.Count == 0 ? start : Math.Max(start, Windows[^1].End),
            End = window.End.ToUnixTimeMilliseconds(),
        });
    }
}
