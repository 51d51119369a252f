using System.Text.Json;
using Tollgate.Quotas;
using Tollgate.Quotas.Accounts;
using Tollgate.Quotas.Windows;
using Tollgate.State;

namespace Tollgate.Tests.Quotas.Accounts;

/// <summary>An account with its clock, to which operations are applied as a store would: through their JSON.</summary>
internal sealed class Account
{
    public static readonly DateTimeOffset Start = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public AccountState State { get; private set; } = AccountState.Empty;

    public DateTimeOffset Now { get; set; } = Start;

    public static long Ms(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds();

    public static QuotaDefinition Budget(long limit = 100, long revision = 1) =>
        new() { Id = "usd/day", Scope = QuotaScope.Tenant, Period = WindowPeriod.Day, Limit = limit, Revision = revision };

    public static QuotaDefinition Rate(long limit = 50, QuotaMode mode = QuotaMode.Strict) =>
        new() { Id = "requests/minute", Unit = QuotaUnit.Requests, Period = WindowPeriod.Minute, Limit = limit, Mode = mode };

    public static QuotaDefinition Bucket(long capacity = 20, decimal refill = 0.5m) =>
        new() { Id = "bucket", Unit = QuotaUnit.Requests, Limit = capacity, RefillPerSecond = refill };

    public Lease? this[string lease] => State.Leases.Find(candidate => candidate.Id == lease);

    public long Granted(string lease, string quota = "usd/day") =>
        this[lease]?.Slices.Where(slice => slice.Quota == quota).Sum(slice => slice.Granted) ?? 0;

    public WindowTotals Window(string quota = "usd/day") => State.Find(quota)!.Windows.Last(window => window.Start <= Ms(Now));

    public long Left(string quota = "usd/day") =>
        State.Left(State.Find(quota)!, State.Find(quota)!.Definition.IsBucket ? 0 : Window(quota).Start);

    public Account Define(params QuotaDefinition[] definitions) =>
        Apply(new DefineOperation { Definitions = definitions }.ToEnvelope("define"));

    public Account Acquire(string lease, long seq, long want, long need = 0, string quota = "usd/day", long? window = null, long waiter = 1) =>
        Apply(LeaseOperation.Acquire, Operation(lease, seq) with { Waiter = waiter, Asks = [Ask(want, need, quota, window)] });

    public SliceAsk Ask(long want, long need = 0, string quota = "usd/day", long? window = null) =>
        new(quota, window ?? State.Find(quota)?.Windows.LastOrDefault(candidate => candidate.Start <= Ms(Now))?.Start ?? 0, want, need);

    public Account Report(string lease, long seq, long settled, long returned = 0, bool isFinal = false, string quota = "usd/day", long? window = null) =>
        Apply(LeaseOperation.Report, Operation(lease, seq) with
        {
            IsConfirmed = true,
            Totals = [new SliceTotal(quota, window ?? Window(quota).Start, settled, returned, isFinal)],
        });

    public Account Close(string lease, long seq, long settled, string quota = "usd/day", long? window = null) =>
        Apply(LeaseOperation.Close, Operation(lease, seq) with
        {
            IsConfirmed = true,
            Totals = [new SliceTotal(quota, window ?? Window(quota).Start, settled, 0, IsFinal: true)],
        });

    public LeaseOperation Operation(string lease, long seq) =>
        new() { Lease = lease, Seq = seq, NotAfter = Ms(Now.AddSeconds(30)), Ttl = 60_000 };

    public Account Apply(string kind, LeaseOperation operation) => Apply(operation.ToEnvelope(kind));

    public Account Apply(Envelope operation)
    {
        var stored = JsonSerializer.Deserialize<AccountState>(JsonSerializer.Serialize(State))!;
        var sent = JsonSerializer.Deserialize<Envelope>(JsonSerializer.Serialize(operation, StateJson.Options), StateJson.Options)!;
        State = AccountState.Apply(stored, sent, Now);
        return this;
    }

    public Account After(TimeSpan time)
    {
        Now += time;
        return this;
    }
}
