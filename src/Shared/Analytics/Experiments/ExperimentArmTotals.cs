using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tollgate.Analytics.Experiments;

/// <summary>What the requests of one arm add up to, whichever target answered them in the end.</summary>
public sealed class ExperimentArmTotals
{
    public string Arm { get; set; } = "";

    public long Requests { get; set; }

    /// <summary>Requests that ended with status 400 or above, but for those whose client went away.</summary>
    public long Errors { get; set; }

    /// <summary>Requests that another target than the arm's own answered, or failed last.</summary>
    public long Fallbacks { get; set; }

    public long Input { get; set; }

    public long Output { get; set; }

    /// <summary>In nano-USD, one value a request, failed attempts and failed requests included.</summary>
    public ExperimentMoments Cost { get; set; }

    /// <summary>Microseconds to the first byte, one value a request that was answered.</summary>
    public ExperimentMoments FirstByte { get; set; }

    /// <summary>The same in buckets: see <see cref="LatencyHistogram"/>.</summary>
    public List<long> FirstByteBuckets { get; set; } = [];

    /// <summary>Members of newer code, kept for it.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    [JsonIgnore]
    internal bool IsPlausible =>
        Arm is { Length: > 0 and <= ExperimentState.MaxArmLength }
        && (Requests | Errors | Fallbacks | Input | Output) >= 0
        && !Cost.HasNegative
        && !FirstByte.HasNegative
        && FirstByteBuckets is { Count: <= LatencyHistogram.MaxBuckets }
        && FirstByteBuckets.TrueForAll(count => count >= 0);

    internal void Add(ExperimentArmTotals other)
    {
        Requests = UsageTotals.Add(Requests, other.Requests);
        Errors = UsageTotals.Add(Errors, other.Errors);
        Fallbacks = UsageTotals.Add(Fallbacks, other.Fallbacks);
        Input = UsageTotals.Add(Input, other.Input);
        Output = UsageTotals.Add(Output, other.Output);
        Cost += other.Cost;
        FirstByte += other.FirstByte;
        for (var bucket = 0; bucket < other.FirstByteBuckets.Count; bucket++)
        {
            LatencyHistogram.Add(FirstByteBuckets, bucket, other.FirstByteBuckets[bucket]);
        }
    }
}
