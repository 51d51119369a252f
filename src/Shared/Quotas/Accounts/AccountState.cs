using System.Text.Json;
using System.Text.Json.Serialization;
using Tollgate.Quotas.Alerts;
using Tollgate.State;

namespace Tollgate.Quotas.Accounts;

/// <summary>
/// The account of one subject: its quotas and who has borrowed how much of them. In every state and for every strict quota
/// and window, <c>spent + outstanding + written off</c> stays within the limit, whatever becomes of the operations under way;
/// only a lowered limit and what requests were billed beyond their reservation can lift it above.
/// </summary>
public sealed class AccountState : IEntityState<AccountState>
{
    internal const int MaxQuotas = 256;

    public static string Kind => "account";

    public static AccountState Empty => new();

    /// <summary>The latest time any operation was applied at, Unix milliseconds: it never runs backwards.</summary>
    public long Now { get; set; }

    public List<QuotaState> Quotas { get; set; } = [];

    public List<Lease> Leases { get; set; } = [];

    /// <summary>Who waits for what others hand back, in the order they came.</summary>
    public List<Claim> Claims { get; set; } = [];

    /// <summary>
    /// Tombstones of operations that were valid up to here have been dropped for want of room, Unix milliseconds: an operation
    /// valid no longer than this, of a lease that is not known, may have been overtaken by its close.
    /// </summary>
    public long ForgottenUntil { get; set; }

    public RejectedOperations Rejected { get; set; } = new();

    /// <summary>Members of newer code, kept for it.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    public static AccountState Apply(AccountState state, Envelope operation, DateTimeOffset now)
    {
        state.Now = Math.Max(state.Now, now.ToUnixTimeMilliseconds());
        state.BringUpToNow();
        state.Handle(operation);
        ClaimQueue.Serve(state);
        LeaseExpiry.Fold(state);
        Alerting.Observe(state);
        state.RefillBuckets();
        return state;
    }

    internal QuotaState? Find(string quota) => Quotas.Find(state => state.Id == quota);

    /// <summary>What live leases may still spend of the quota's window.</summary>
    internal long Outstanding(string quota, long window) => OpenOf(LeaseStatus.Live, quota, window);

    /// <summary>What silent leases may have spent of it.</summary>
    internal long WrittenOff(string quota, long window) =>
        OpenOf(LeaseStatus.WrittenOff, quota, window) + (Find(quota)?.Find(window)?.WrittenOff ?? 0);

    /// <summary>Some of what was written off of it may yet be handed back by its owner.</summary>
    internal bool CanComeBack(string quota, long window) => OpenOf(LeaseStatus.WrittenOff, quota, window) > 0;

    /// <summary>What can still be granted; negative where the limit was lowered below what is already out.</summary>
    internal long Left(QuotaState quota, long window) =>
        quota.Definition.IsBucket
            ? (long)Math.Min(quota.Level, quota.Definition.Limit - Outstanding(quota.Id, window))
            : quota.Definition.Limit - (quota.Find(window)?.Spent ?? 0) - Outstanding(quota.Id, window) - WrittenOff(quota.Id, window);

    internal void Define(IReadOnlyList<QuotaDefinition> definitions, string operationId)
    {
        foreach (var definition in definitions)
        {
            if (Find(definition.Id) is { } known)
            {
                known.Define(definition);
            }
            else if (Quotas.Count < MaxQuotas || Quotas.Remove(Quotas.Find(IsForgettable)!))
            {
                Quotas.Add(new QuotaState { Definition = definition });
            }
            else
            {
                Rejected.Record(operationId);
            }
        }

        BringUpToNow();
    }

    private void Handle(Envelope operation)
    {
        switch (operation.Kind, operation.Version)
        {
            case (LeaseOperation.Acquire or LeaseOperation.Report or LeaseOperation.Close, LeaseOperation.Version)
                when LeaseOperation.Decode(operation.Payload) is { } lease:
                Define(lease.Definitions, operation.Id);
                Leasing.Handle(this, operation.Kind, lease);
                break;
            case (DefineOperation.Kind, DefineOperation.Version) when DefineOperation.Decode(operation.Payload) is { } define:
                Define(define.Definitions, operation.Id);
                break;
            case (AlertOperation.Claim or AlertOperation.Done or AlertOperation.Refused, AlertOperation.Version)
                when AlertOperation.Decode(operation.Payload) is { } alert:
                Alerting.Handle(this, operation.Kind, alert);
                break;
            default:
                Rejected.Record(operation.Id);
                break;
        }
    }

    private void BringUpToNow()
    {
        foreach (var quota in Quotas)
        {
            quota.Roll(Now);
        }

        LeaseExpiry.WriteOff(this);
        RefillBuckets();
    }

    private void RefillBuckets()
    {
        foreach (var quota in Quotas)
        {
            if (quota.Definition.IsBucket)
            {
                quota.Refill(Now, Outstanding(quota.Id, 0));
            }
        }
    }

    private bool IsForgettable(QuotaState quota) =>
        !quota.Definition.IsBucket
        && quota.Windows.TrueForAll(window => window.Spent == 0 && window.WrittenOff == 0)
        && Leases.TrueForAll(lease => lease.Slices.TrueForAll(slice => slice.Quota != quota.Id));

    private long OpenOf(LeaseStatus status, string quota, long window)
    {
        var open = 0L;
        foreach (var lease in Leases)
        {
            if (lease.Status != status)
            {
                continue;
            }

            foreach (var slice in lease.Slices)
            {
                open += slice.IsOf(quota, window) ? slice.Open : 0;
            }
        }

        return open;
    }
}
