using System.Text.Json;
using Tollgate.State;

namespace Tollgate.Analytics.Experiments;

/// <summary>The payload of <c>experiment.add</c>: what to add to the arms of one experiment, once.</summary>
internal sealed record ExperimentAddition
{
    public const string Kind = "experiment.add";

    public const int Version = 1;

    public required string Sender { get; init; }

    /// <summary>1, 2, 3, … without holes for each sender.</summary>
    public required long Seq { get; init; }

    public required IReadOnlyList<ExperimentArmTotals?> Arms { get; init; }

    /// <summary>The payload, or null when it is not one: whatever arrives, this does not throw.</summary>
    public static ExperimentAddition? Decode(JsonElement payload)
    {
        try
        {
            var addition = payload.Deserialize<ExperimentAddition>(StateJson.Options);
            return addition is { Arms: not null } && UsageAddition.IsPlausible(addition.Sender, addition.Seq) ? addition : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or NotSupportedException)
        {
            return null;
        }
    }
}
