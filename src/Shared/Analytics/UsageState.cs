using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tollgate.State;

namespace Tollgate.Analytics;

/// <summary>
/// What one tenant used on one UTC day, by hour, user, model, provider and status. Whatever was used is in every roll-up
/// once, be it under <see cref="UsageName.Other"/>, so that each of them adds up to the day.
/// </summary>
public sealed class UsageState : IEntityState<UsageState>
{
    internal const int HoursADay = 24;

    internal static readonly UsageRollupLimits HourLimits = new(HoursADay, MaxNameBytes: 2 * HoursADay);
    internal static readonly UsageRollupLimits UserLimits = new(200, MaxNameBytes: 8 * 1024);
    internal static readonly UsageRollupLimits ModelLimits = new(32, MaxNameBytes: 2 * 1024);
    internal static readonly UsageRollupLimits ProviderLimits = new(16, MaxNameBytes: 1024);
    internal static readonly UsageRollupLimits StatusLimits = new(24, MaxNameBytes: 3 * 24);

    public static string Kind => "usage";

    public static UsageState Empty => new();

    /// <summary>The latest time any operation brought, UTC: it never runs backwards, whichever host applies the next one.</summary>
    public DateTimeOffset LatestSeen { get; set; }

    public UsageRollup Hours { get; set; } = new();

    public UsageRollup Users { get; set; } = new();

    public UsageRollup Models { get; set; } = new();

    public UsageRollup Providers { get; set; } = new();

    public UsageRollup Statuses { get; set; } = new();

    public UsageSenders Senders { get; set; } = new();

    public RejectedOperations Rejected { get; set; } = new();

    /// <summary>Members of newer code, kept for it.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    internal UsageTotals Total => Hours.Sum();

    public static EntityKey KeyFor(string tenant, DateOnly day) =>
        EntityKey.Create(Kind, tenant, day.ToString("O", CultureInfo.InvariantCulture));

    public static UsageState Apply(UsageState state, Envelope operation, DateTimeOffset now)
    {
        state.LatestSeen = now > state.LatestSeen ? now.ToUniversalTime() : state.LatestSeen;
        if (operation.Kind != UsageAddition.Kind
            || operation.Version != UsageAddition.Version
            || UsageAddition.Decode(operation.Payload) is not { } addition)
        {
            state.Rejected.Record(operation.Id);
            return state;
        }

        if (state.Senders.TryAccept(addition.Sender, addition.Seq))
        {
            state.Add(addition.Rows, operation.Id);
        }

        return state;
    }

    // A broken row must not cost the sound ones beside it: they are someone's money.
    private void Add(IReadOnlyList<UsageRow?> rows, string operationId)
    {
        foreach (var row in rows)
        {
            if (row is { IsPlausible: true })
            {
                Add(row);
            }
            else
            {
                Rejected.Record(operationId);
            }
        }
    }

    private void Add(UsageRow row)
    {
        Hours.Add(row.Hour.ToString("00", CultureInfo.InvariantCulture), row.Totals, HourLimits);
        Users.Add(UsageName.Shorten(row.User ?? UsageName.None), row.Totals, UserLimits);
        Models.Add(UsageName.Shorten(row.Model ?? UsageName.None), row.Totals, ModelLimits);
        Providers.Add(UsageName.Shorten(row.Provider ?? UsageName.None), row.Totals, ProviderLimits);
        Statuses.Add(row.Status.ToString(CultureInfo.InvariantCulture), row.Totals, StatusLimits);
    }
}
