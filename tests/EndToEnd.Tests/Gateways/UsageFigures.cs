using System.Text.Json;
using Tollgate.UpstreamSimulator;

namespace Tollgate.Tests.Gateways;

/// <summary>The totals of a usage report.</summary>
public sealed record UsageFigures
{
    public long Requests { get; init; }

    public long Errors { get; init; }

    public long Input { get; init; }

    public long Cached { get; init; }

    public long Output { get; init; }

    public long Reasoning { get; init; }

    public decimal Cost { get; init; }

    /// <summary>The tokens as an upstream counts them.</summary>
    public BilledUsage Billed => new(Input, Cached, Output, Reasoning);

    /// <param name="totals">An object with the totals: of a report, or of one of its splits.</param>
    public static UsageFigures Read(JsonElement totals) => new()
    {
        Requests = totals.GetProperty("requests").GetInt64(),
        Errors = totals.GetProperty("errors").GetInt64(),
        Input = totals.GetProperty("input_tokens").GetInt64(),
        Cached = totals.GetProperty("cached_tokens").GetInt64(),
        Output = totals.GetProperty("output_tokens").GetInt64(),
        Reasoning = totals.GetProperty("reasoning_tokens").GetInt64(),
        Cost = totals.GetProperty("cost_usd").GetDecimal(),
    };
}
