using Tollgate.Quotas.Accounts;
using Tollgate.Quotas.Windows;

namespace Tollgate.Quotas.Ledger;

/// <summary>One quota as this instance sees it. Only <see cref="Active"/> is read without the account's gate.</summary>
internal sealed class LocalQuota(QuotaDefinition definition)
{
    private const int NearMs = 10_000;
    private const int FarNears = 20;

    private volatile LocalSlice? _active;
    private long _seenWindow;
    private long _seenSpent;
    private volatile QuotaDefinition _definition = definition;

    public QuotaDefinition Definition => _definition;

    /// <summary>What requests reserve from now.</summary>
    public LocalSlice? Active
    {
        get => _active;
        set => _active = value;
    }

    /// <summary>Leased ahead, for the window that begins next.</summary>
    public LocalSlice? Next { get; set; }

    public LeaseSizer Sizer { get; } = new();

    /// <summary>A bucket is leased in either mode: there is no estimate of a level.</summary>
    public bool IsLeased => Definition.Mode == QuotaMode.Strict || Definition.IsBucket;

    /// <summary>The account was seen to have this definition, or a newer one.</summary>
    public bool IsKnownToAccount { get; private set; }

    /// <summary>What the account could still grant when it was last read.</summary>
    public long Left { get; private set; }

    /// <summary>What other instances had leased then.</summary>
    public long LeasedToOthers { get; private set; }

    /// <summary>The end of the window that <see cref="Left"/> is of, Unix milliseconds; 0 before the first answer.</summary>
    public long WindowEnd { get; private set; }

    /// <summary>The account had little left compared to what it had leased out: what is not needed goes back soon.</summary>
    public bool IsNearLimit { get; private set; }

    /// <summary>In fast mode: at this rate on every instance, the limit is minutes away.</summary>
    public bool IsFarFromLimit { get; private set; }

    /// <summary>A refusal is believed until then, Unix milliseconds.</summary>
    public long RefusedUntil { get; set; }

    /// <summary>Waiting for others to hand something back was in vain: nobody waits again until then, Unix milliseconds.</summary>
    public long FutileUntil { get; set; }

    /// <summary>A background ask brought nothing: the next one waits until then, Unix milliseconds.</summary>
    public long ExhaustedUntil { get; set; }

    /// <summary>The first in line waits for what this instance does not need.</summary>
    public bool IsClaimedByAnother { get; private set; }

    /// <summary>In fast mode, what may be consumed in all until the store answers again; null while it does.</summary>
    public long? OutageCredit { get; set; }

    /// <summary>What the account was last seen to have booked to the window.</summary>
    public long SpentIn(long window) => window == _seenWindow ? _seenSpent : 0;

    public bool AppliesTo(in QuotaRequest request) =>
        request.Amounts[Definition.Unit] is not null && (Definition.ApiKey is null || Definition.ApiKey == request.ApiKey);

    /// <summary>What one more request would find, and the account could add to it.</summary>
    public long Reachable => Math.Max(0, (Active?.Free ?? 0) + Math.Max(0, Left));

    /// <summary>For headers: before the account first answered, all of the limit seems left.</summary>
    public QuotaStanding Standing
    {
        get
        {
            var (active, end) = (Active, WindowEnd);
            var isUnknown = active is null && end == 0;
            end = Math.Max(end, active?.End ?? 0);
            return new QuotaStanding(
                Definition,
                isUnknown ? Definition.Limit : Reachable,
                end is 0 or long.MaxValue ? null : DateTimeOffset.FromUnixTimeMilliseconds(end));
        }
    }

    public long Reservation => Math.Max(1, Active?.LastAmount ?? 0);

    /// <summary>Used often enough to lease ahead of requests.</summary>
    public bool IsBusy(long spanMs) => Sizer.Lasting(spanMs) >= 2 * Reservation;

    public CalendarWindow WindowAt(long nowMs) => CalendarWindow.Containing(
        DateTimeOffset.FromUnixTimeMilliseconds(nowMs), CalendarZone.Find(Definition.TimeZone), Definition.Period);

    /// <summary>Takes a newer definition from configuration or from the account; a refusal under the old one is void.</summary>
    public void Define(QuotaDefinition definition)
    {
        if (definition.Supersedes(Definition))
        {
            _definition = definition;
            IsKnownToAccount = false;
            RefusedUntil = 0;
            FutileUntil = 0;
            ExhaustedUntil = 0;
        }
    }

    /// <summary>Learns how the account stands.</summary>
    public void Learn(AccountState account, string lease, long nowMs)
    {
        if (account.Find(Definition.Id) is not { } state)
        {
            return;
        }

        Define(state.Pending ?? state.Definition);
        IsKnownToAccount = !Definition.Supersedes(state.Pending ?? state.Definition);
        var active = Active?.Window ?? 0;
        var window = state.Find(active) is null ? state.Target(0, account.Now) : active;
        var before = Left;
        Left = account.Left(state, window);
        _seenWindow = window;
        _seenSpent = state.Find(window)?.Spent ?? 0;
        var outstanding = account.Outstanding(state.Id, window);
        var own = account.Leases.Find(candidate => candidate.Id == lease)?.Find(state.Id, window)?.Open ?? 0;
        LeasedToOthers = outstanding - own;
        WindowEnd = state.Find(window)?.End ?? 0;
        var pace = Sizer.Lasting(NearMs) * account.Leases.Count(candidate => candidate.Status == LeaseStatus.Live);
        IsNearLimit = Left < (IsLeased ? outstanding : 2 * pace);
        IsFarFromLimit = !IsLeased && Left / FarNears > pace;
        IsClaimedByAnother = account.Claim is { } claim && claim.Lease != lease && account.Now <= claim.Until
            && claim.Asks.Exists(ask => ask.Quota == Definition.Id);
        RefusedUntil = Left > before ? 0 : RefusedUntil;
        ExhaustedUntil = Left > before ? 0 : Math.Max(ExhaustedUntil, Left <= 0 ? nowMs + 5_000 : 0);
    }
}
