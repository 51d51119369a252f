using Tollgate.Analytics;
using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Providers.Upstream;
using Tollgate.Quotas;
using Tollgate.Quotas.Accounts;
using Tollgate.Quotas.Admission;
using Tollgate.Quotas.Windows;
using Tollgate.Settlement;
using Tollgate.Tests.Analytics;
using Tollgate.Tests.Quotas.Admission;
using Tollgate.Tests.Quotas.Fleet;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Settlement;

/// <summary>Whose a request of several attempts is in the roll-ups: each provider has what it billed, and the request is one.</summary>
public sealed class ProviderSharesTests
{
    private const string Budget = "usd/day";

    private static readonly Deployment[] Deployments =
    [
        Deployment("a", 10), Deployment("b", 30), Deployment("c", 0.7m),
    ];

    private readonly AdmissionHarness _harness = new(new FixedCatalogue
    {
        EachTenant = [new() { Id = Budget, Scope = QuotaScope.Tenant, Period = WindowPeriod.Day, Limit = 1_000_000_000_000, Revision = 1 }],
    });

    [Fact]
    public async Task Request_MendedByAnotherProvider_IsThatOnesAndEachHasItsOwnCost()
    {
        var request = _harness.Request();
        await FailAsync(request, Deployments[1], billed: 60);
        await AdmitAsync(request, Deployments[2]);
        await _harness.SettleAsync(request, output: 40);

        var day = Booked();
        Assert.Equal(new UsageTotals { Requests = 1, Attempts = 1, Output = 40, CostNanoUsd = 40 * 700 }, day.Providers.Find("c"));
        Assert.Equal(new UsageTotals { Attempts = 1, Output = 60, CostNanoUsd = 60 * 30_000 }, day.Providers.Find("b"));
    }

    [Fact]
    public async Task Request_ThatNobodyAnswered_IsTheLastProvidersThatWasAsked()
    {
        var request = _harness.Request();
        await FailAsync(request, Deployments[0], billed: 5);
        await FailAsync(request, Deployments[1], billed: 0);
        await AdmitAsync(request, Deployments[2]);
        request.TakeBack(request.Attempt!);
        await _harness.Settler.SettleAsync(request, new Outcome(502, default));

        var day = Booked();
        Assert.Equal(["a", "b"], day.Providers.Names.Order());
        Assert.Equal((1, 1, 1), (day.Providers.Find("b").Requests, day.Providers.Find("b").Errors, day.Providers.Find("b").Attempts));
        Assert.Equal(new UsageTotals { Attempts = 1, Output = 5, CostNanoUsd = 50_000 }, day.Providers.Find("a"));
    }

    [Fact]
    public async Task Requests_OfAnyAttempts_AddUpToWhatTheBudgetWasChargedToTheNanoDollar()
    {
        var random = new Random(20_261_121);
        var (billed, attempts) = (new long[Deployments.Length], new long[Deployments.Length]);
        for (var number = 0; number < 200; number++)
        {
            var request = _harness.Request();
            for (var failed = random.Next(10); failed > 0; failed--)
            {
                var (at, output) = (random.Next(Deployments.Length), random.Next(3) == 0 ? 0 : random.Next(100));
                await FailAsync(request, Deployments[at], output);
                (billed[at], attempts[at]) = (billed[at] + CostOf(at, output), attempts[at] + 1);
            }

            if (random.Next(5) == 0)
            {
                await _harness.Settler.SettleAsync(request, new Outcome(503, default));
                continue;
            }

            var (last, answered) = (random.Next(Deployments.Length), random.Next(100));
            await AdmitAsync(request, Deployments[last]);
            await _harness.SettleAsync(request, answered);
            (billed[last], attempts[last]) = (billed[last] + CostOf(last, answered), attempts[last] + 1);
        }

        var day = Booked();
        for (var provider = 0; provider < Deployments.Length; provider++)
        {
            var share = day.Providers.Find(Deployments[provider].Provider.Name);
            Assert.Equal((billed[provider], attempts[provider]), (share.CostNanoUsd, share.Attempts));
        }

        Assert.Equal(200, day.Total.Requests);
        Assert.Equal(day.Total, day.Providers.Sum());
        Assert.Equal(day.Total, day.Users.Sum());
        Assert.Equal(day.Total, day.Statuses.Sum());
        var account = await _harness.CloseAsync(AccountKeys.Tenant(TestGateway.Tenant.Id));
        Assert.Equal(account.Find(Budget)!.Billed, day.Total.CostNanoUsd);
    }

    private static Deployment Deployment(string provider, decimal outputUsdPerMillion) =>
        AdmissionHarness.Deployment(provider, outputUsdPerMillion, TestGateway.Provider() with { Name = provider });

    private static long CostOf(int deployment, long output) =>
        Cost.Of(new TokenUsage { Output = output }, Deployments[deployment].Info.Price).NanoUsd;

    private async Task AdmitAsync(GatewayRequest request, Deployment deployment) =>
        Assert.Equal(AttemptVerdict.Granted, (await _harness.AdmitAsync(request, deployment)).Verdict);

    private async Task FailAsync(GatewayRequest request, Deployment deployment, long billed)
    {
        await AdmitAsync(request, deployment);
        var failure = new UpstreamException(Refusal.Upstream("upstream_interrupted", "It broke off.")) { Usage = new TokenUsage { Output = billed } };
        _harness.Settler.EndAttempt(request.Attempt!, failure);
    }

    /// <summary>What the day of the requests comes to.</summary>
    private UsageState Booked()
    {
        var batch = new UsageBatch(DateTimeOffset.UnixEpoch, UsageLedgerOptions.SelfHost, commit: null);
        foreach (var record in _harness.Usage.Records)
        {
            batch.Add(record);
        }

        return UsageOperation.Deliver(batch.ToOperation("sender", 1));
    }
}
