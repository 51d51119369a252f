using System.Text.Json;
using System.Text.Json.Serialization;
using Tollgate.State;

namespace Tollgate.Analytics.Experiments;

/// <summary>What an experiment has brought so far, by arm, over all tenants and instances.</summary>
public sealed class ExperimentState : IEntityState<ExperimentState>
{
    /// <summary>More than an experiment may have at once: its arms may be renamed while it runs.</summary>
    internal const int MaxArms = 32;

    internal const int MaxArmLength = 64;

    public static string Kind => "experiment";

    public static ExperimentState Empty => new();

    /// <summary>The latest time any operation brought, UTC.</summary>
    public DateTimeOffset LatestSeen { get; set; }

    public List<ExperimentArmTotals> Arms { get; set; } = [];

    public UsageSenders Senders { get; set; } = new();

    public RejectedOperations Rejected { get; set; } = new();

    /// <summary>Members of newer code, kept for it.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    public static EntityKey KeyFor(string experiment) => EntityKey.Create(Kind, experiment);

    public static ExperimentState Apply(ExperimentState state, Envelope operation, DateTimeOffset now)
    {
        state.LatestSeen = now > state.LatestSeen ? now.ToUniversalTime() : state.LatestSeen;
        if (operation.Kind != ExperimentAddition.Kind
            || operation.Version != ExperimentAddition.Version
            || ExperimentAddition.Decode(operation.Payload) is not { } addition)
        {
            state.Rejected.Record(operation.Id);
            return state;
        }

        if (state.Senders.TryAccept(addition.Sender, addition.Seq))
        {
            foreach (var totals in addition.Arms)
            {
                if (totals is not { IsPlausible: true } || !state.TryAdd(totals))
                {
                    state.Rejected.Record(operation.Id);
                }
            }
        }

        return state;
    }

    internal ExperimentArmTotals? Find(string arm) => Arms.Find(totals => totals.Arm == arm);

    private bool TryAdd(ExperimentArmTotals totals)
    {
        if (Find(totals.Arm) is not { } arm)
        {
            if (Arms.Count >= MaxArms)
            {
                return false;
            }

            arm = new ExperimentArmTotals { Arm = totals.Arm };
            Arms.Add(arm);
        }

        arm.Add(totals);
        return true;
    }
}
