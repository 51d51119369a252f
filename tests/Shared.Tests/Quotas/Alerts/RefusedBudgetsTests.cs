using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Quotas;
using Tollgate.Quotas.Accounts;
using Tollgate.Quotas.Alerts;
using Tollgate.Quotas.Windows;
using Tollgate.State;
using Tollgate.Testing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Quotas.Alerts;

/// <summary>A budget in fast mode that is spent but for less than anybody needs.</summary>
public sealed class RefusedBudgetsTests
{
    private static readonly EntityKey Account = AccountKeys.User("acme", "ann");

    private static readonly QuotaDefinition Budget = new()
    {
        Id = "usd/day",
        Scope = QuotaScope.User,
        Period = WindowPeriod.Day,
        Limit = 1_000,
        Mode = QuotaMode.Fast,
        AlertThresholds = [50, 100],
        Revision = 1,
    };

    private readonly ManualTimeProvider _time = new();
    private readonly MemoryAccounts _accounts;

    public RefusedBudgetsTests() => _accounts = new MemoryAccounts(_time);

    [Fact]
    public async Task Refusal_OfMoreThanIsLeft_IsTheLastAlertOfTheBudget()
    {
        await SpendAsync(980);

        Create().Add(Account, Refusal(needed: 50));

        Assert.Equal([50, 100], await CrossedAsync());
    }

    [Fact]
    public async Task Refusal_WhileOnlyRequestsInFlightAreInTheWay_IsNone()
    {
        await SpendAsync(600);

        Create().Add(Account, Refusal(needed: 50));

        Assert.Equal([50], await CrossedAsync());
    }

    [Fact]
    public async Task Refusals_OneAfterTheOther_AreToldOnceAndAgainAfterAWhile()
    {
        await SpendAsync(600);
        var refused = Create();
        refused.Add(Account, Refusal(needed: 50));
        await SpendAsync(980);

        refused.Add(Account, Refusal(needed: 50));
        Assert.Equal([50], await CrossedAsync());

        _time.Advance(TimeSpan.FromSeconds(10));
        refused.Add(Account, Refusal(needed: 50));
        Assert.Equal([50, 100], await CrossedAsync());
    }

    private static QuotaRefusal Refusal(long needed) => new() { Quota = Budget, Reason = QuotaRefusalReason.Spent, Needed = needed, Left = 20 };

    private RefusedBudgets Create() =>
        new(_accounts, new Incarnation("test"), new IgnoringObserver(), _time, NullLogger<RefusedBudgets>.Instance);

    private async Task<IEnumerable<int>> CrossedAsync()
    {
        var state = await _accounts.ReadAsync<AccountState>(Account, CancellationToken.None);
        return state!.Find("usd/day")!.Windows[^1].Alerts!.Select(alert => alert.Threshold);
    }

    private Task SpendAsync(long settled)
    {
        var midnight = new DateTimeOffset(_time.GetUtcNow().Date, TimeSpan.Zero).ToUnixTimeMilliseconds();
        var report = new LeaseOperation
        {
            Lease = "other.1",
            Seq = settled,
            NotAfter = long.MaxValue,
            Ttl = 60_000,
            Totals = [new SliceTotal("usd/day", midnight, settled, 0)],
            Definitions = [Budget],
        };
        return _accounts.SignalAsync(Account, report.ToEnvelope(LeaseOperation.Report), CancellationToken.None);
    }
}
