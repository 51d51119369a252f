using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tollgate.Analytics;

/// <summary>
/// Totals by name, kept as columns: the names of the figures are written once and not once a row, which halves the size of
/// a day with many users. A figure added later is a new column, and columns of newer code survive in older code.
/// </summary>
public sealed class UsageRollup
{
    public List<string> Names { get; set; } = [];

    public List<long> Requests { get; set; } = [];

    public List<long> Errors { get; set; } = [];

    public List<long> Input { get; set; } = [];

    public List<long> CachedInput { get; set; } = [];

    public List<long> Output { get; set; } = [];

    public List<long> Reasoning { get; set; } = [];

    public List<long> CostNanoUsd { get; set; } = [];

    public List<long> Attempts { get; set; } = [];

    public List<long> DurationMs { get; set; } = [];

    public List<long> Estimated { get; set; } = [];

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    internal UsageTotals this[int index] => new()
    {
        Requests = Read(Requests, index),
        Errors = Read(Errors, index),
        Input = Read(Input, index),
        CachedInput = Read(CachedInput, index),
        Output = Read(Output, index),
        Reasoning = Read(Reasoning, index),
        CostNanoUsd = Read(CostNanoUsd, index),
        Attempts = Read(Attempts, index),
        DurationMs = Read(DurationMs, index),
        Estimated = Read(Estimated, index),
    };

    /// <summary>Zero totals when nothing was added under <paramref name="name"/>.</summary>
    internal UsageTotals Find(string name) => this[Names.IndexOf(name)];

    internal IEnumerable<UsageShare> Shares() => Names.Select((name, index) => new UsageShare(name, this[index]));

    internal UsageTotals Sum() => Shares().Aggregate(default(UsageTotals), (sum, share) => sum + share.Totals);

    /// <summary>Adds under <paramref name="name"/>, or under <see cref="UsageName.Other"/> when there is no room for it.</summary>
    internal void Add(string name, in UsageTotals totals, UsageRollupLimits limits)
    {
        var index = Names.IndexOf(name);
        if (index < 0 && !limits.HasRoom(Names, name))
        {
            name = UsageName.Other;
            index = Names.IndexOf(name);
        }

        if (index < 0)
        {
            index = Names.Count;
            Names.Add(name);
        }

        Add(Requests, index, totals.Requests);
        Add(Errors, index, totals.Errors);
        Add(Input, index, totals.Input);
        Add(CachedInput, index, totals.CachedInput);
        Add(Output, index, totals.Output);
        Add(Reasoning, index, totals.Reasoning);
        Add(CostNanoUsd, index, totals.CostNanoUsd);
        Add(Attempts, index, totals.Attempts);
        Add(DurationMs, index, totals.DurationMs);
        Add(Estimated, index, totals.Estimated);
    }

    // A column may be shorter than the names: it came later than they did.
    private static long Read(List<long> column, int index) => (uint)index < (uint)column.Count ? column[index] : 0;

    private static void Add(List<long> column, int index, long value)
    {
        while (column.Count <= index)
        {
            column.Add(0);
        }

        column[index] = UsageTotals.Add(column[index], value);
    }
}
