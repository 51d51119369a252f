using Tollgate.Quotas.Accounts;
using Tollgate.Quotas.Windows;

namespace Tollgate.Quotas.Ledger;

/// <summary>One quota as this instance sees it. Only <see cref="Active"/> is read without the account's gate.</summary>
internal sealed class LocalQuota(QuotaDefinition definition)
{
    private const int NearMs = 10_000;
    private const int FewPerInstance = 10;
    private const int SecondLookMs = 2_000;
    private const int ShortestNewsMs = 1_000;

    private volatile LocalSlice? _active;
    private volatile bool _isYielding;
    private long _currentStart;
    private long _currentEnd;
    private long _seenWindow;
    private long _seenSpent;
    private long _seenAt;
    private volatile bool _isTooSmallToShare;
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

    /// <summary>
    /// A bucket is leased in either mode: there is no estimate of a level. So is a limit of a few requests an instance: by the
    /// time that one hears of the others it would be exceeded many times over.
    /// </summary>
    public bool IsLeased => Definition.Mode == QuotaMode.Strict || Definition.IsBucket || _isTooSmallToShare;

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

    /// <summary>In fast mode: how soon to hear of the others again, a fraction of the time that the limit is away; null before the first news.</summary>
    public long? NewsWithinMs { get; private set; }

    /// <summary>A refusal is believed until then, Unix milliseconds.</summary>
    public long RefusedUntil { get; set; }

    /// <summary>
    /// In fast mode, the end of the last window in which a request was refused, Unix milliseconds: what was heard of it must not
    /// be forgotten before, else the whole limit would seem free again.
    /// </summary>
    public long RefusedInWindowTo { get; set; }

    /// <summary>A background ask brought nothing: the next one waits until then, Unix milliseconds.</summary>
    public long ExhaustedUntil { get; set; }

    /// <summary>Somebody waits in the account's queue for what this instance does not need.</summary>
    public bool IsClaimedByAnother { get; private set; }

    /// <summary>Somebody, this instance perhaps, waits in the account's queue.</summary>
    public bool IsClaimed { get; private set; }

    /// <summary>
    /// New requests take nothing from the slice and wait in line like any other: what is settled goes back to the account,
    /// and would never do so if a busy instance could use it again in between.
    /// </summary>
    public bool IsYielding
    {
        get => _isYielding;
        set => _isYielding = value;
    }

    /// <summary>What is missing may come back: it is leased to others, or was written off and its owner may yet speak.</summary>
    public bool CanComeBack { get; private set; }

    /// <summary>In fast mode, what may be consumed in all until the store answers again; null while it does.</summary>
    public long? OutageCredit { get; set; }

    /// <summary>What the account was last seen to have booked to the window.</summary>
    public long SpentIn(long window) => window == _seenWindow ? _seenSpent : 0;

    public bool AppliesTo(in QuotaRequest request) =>
        request.Amounts[Definition.Unit] is not null && (Definition.ApiKey is null || Definition.ApiKey == request.ApiKey);

    /// <summary>What one more request would find, and the account could add to it: nothing where it is not leased.</summary>
    public long Reachable => Math.Max(0, IsLeased ? (Active?.Free ?? 0) + Math.Max(0, Left) : Active?.Free ?? Left);

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

    /// <summary>
    /// The window to ask the account for: the one that it last said is on, until that has ended here too. So an instance whose
    /// clock is behind asks for the right one.
    /// </summary>
    public long WindowToAskFor(long nowMs, bool trustsAccount) =>
        Definition.IsBucket ? 0
        : _currentEnd != 0 && (trustsAccount || nowMs < _currentEnd) ? _currentStart
        : WindowAt(nowMs).Start.ToUnixTimeMilliseconds();

    /// <summary>Takes a newer definition from configuration or from the account; a refusal under the old one is void.</summary>
    public void Define(QuotaDefinition definition)
    {
        if (definition.Supersedes(Definition))
        {
            _definition = definition;
            IsKnownToAccount = false;
            RefusedUntil = 0;
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
        if (!Definition.IsBucket && !state.Definition.IsBucket)
        {
            var current = state.Current(account.Now);
            (_currentStart, _currentEnd) = (current.Start, current.End);
        }

        var active = Active?.Window ?? 0;
        var window = state.Find(active) is null && !state.Definition.IsBucket ? state.Current(account.Now).Start : active;
        var before = Left;
        var (spentBefore, elapsed) = (SpentIn(window), _seenWindow == window ? nowMs - _seenAt : 0);
        Left = account.Left(state, window);
        _seenWindow = window;
        _seenSpent = state.Find(window)?.Spent ?? 0;
        _seenAt = nowMs;
        var outstanding = account.Outstanding(state.Id, window);
        var own = account.Leases.Find(candidate => candidate.Id == lease)?.Find(state.Id, window)?.Open ?? 0;
        LeasedToOthers = outstanding - own;
        WindowEnd = state.Find(window)?.End ?? 0;
        var instances = account.Leases.Count(candidate => candidate.Status == LeaseStatus.Live);
        _isTooSmallToShare |= Definition.Mode == QuotaMode.Fast && Definition.Limit / FewPerInstance < (Int128)instances * Reservation;
        var pace = Pace(instances, spentBefore, elapsed);
        IsNearLimit = Left < (IsLeased ? outstanding : 2 * pace);
        NewsWithinMs = elapsed <= 0 ? SecondLookMs : (long)Int128.Max(ShortestNewsMs, (Int128)Math.Max(0, Left) * NearMs / 4 / Math.Max(1, pace));
        var claims = account.Claims.Where(claim => claim.Asks.Exists(ask => ask.Quota == Definition.Id)).ToList();
        IsClaimed = claims.Count > 0;
        IsClaimedByAnother = claims.Exists(claim => claim.Lease != lease);
        CanComeBack = LeasedToOthers > 0 || account.CanComeBack(state.Id, window);
        RefusedUntil = Left > before ? 0 : RefusedUntil;
        ExhaustedUntil = Left > before ? 0 : Math.Max(ExhaustedUntil, Left <= 0 ? nowMs + 5_000 : 0);
    }

    // What the fleet spends in so much time: as this instance does on each, or as the account was seen to be spent.
    private long Pace(int instances, long spentBefore, long elapsedMs)
    {
        var seen = elapsedMs <= 0 ? 0 : (Int128)Math.Max(0, _seenSpent - spentBefore) * NearMs / elapsedMs;
        return (long)Int128.Min(QuotaDefinition.MaxLimit, Int128.Max(seen, (Int128)Sizer.Lasting(NearMs) * instances));
    }
}
