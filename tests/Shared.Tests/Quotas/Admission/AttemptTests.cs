using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Quotas;
using Tollgate.Quotas.Accounts;
using Tollgate.Quotas.Admission;
using Tollgate.Quotas.Windows;
using Tollgate.Settlement;
using Tollgate.State;
using Tollgate.Tests.Quotas.Fleet;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Quotas.Admission;

/// <summary>One request, several attempts: what each of them reserves, and what stays booked.</summary>
public sealed class AttemptTests
{
    private static readonly Deployment Cheap = AdmissionHarness.Deployment("cheap", 10);
    private static readonly Deployment Dear = AdmissionHarness.Deployment("dear", 30);
    private static readonly EntityKey Tenant = AccountKeys.Tenant(TestGateway.Tenant.Id);

    [Fact]
    public async Task SecondAttempt_Dearer_ToppedUpAndNothingMore()
    {
        using var harness = Create(limit: 100 * 30_000);
        var request = harness.Request();
        await AdmitAsync(harness, request, Cheap);

        Settler.EndAttempt(request.Attempt!, default);
        await AdmitAsync(harness, request, Dear);

        Assert.Equal(AttemptVerdict.CallerIsSpent, (await harness.AdmitAsync(harness.Request(1), Cheap)).Verdict);
        await harness.SettleAsync(request, output: 40);
        Assert.Equal(40 * 30_000, await BilledAsync(harness));
    }

    [Fact]
    public async Task SecondAttempt_AfterOneThatWasNotBilled_UsesWhatIsHeld()
    {
        using var harness = Create(limit: 100 * 30_000);
        var request = harness.Request();
        await AdmitAsync(harness, request, Dear);

        Settler.EndAttempt(request.Attempt!, default);

        Assert.Equal(AttemptVerdict.Granted, (await harness.AdmitAsync(request, Dear)).Verdict);
        await harness.SettleAsync(request, output: 7);
        Assert.Equal(7 * 30_000, await BilledAsync(harness));
    }

    [Fact]
    public async Task FailedAttempt_ThatWasBilled_StaysBookedAndTakesFromTheNextOne()
    {
        using var harness = Create(limit: 150 * 10_000);
        var request = harness.Request(clamping: new MaxTokensClamping(Enabled: false));
        await AdmitAsync(harness, request, Cheap);

        Settler.EndAttempt(request.Attempt!, Billed(60));
        var second = await harness.AdmitAsync(request, Cheap);

        Assert.Equal(AttemptVerdict.CallerIsSpent, second.Verdict);
        await harness.Settler.SettleAsync(request, new Outcome(502, default));
        Assert.Equal(60 * 10_000, await BilledAsync(harness));
        Assert.Equal((60, new Money(600_000)), (request.Settled!.Value.Usage.Output, request.Settled.Value.Cost));
    }

    [Fact]
    public async Task FailedAttempt_ThatWasBilled_AddsToWhatTheRequestCosts()
    {
        using var harness = Create(limit: 1_000_000_000);
        var request = harness.Request();
        await AdmitAsync(harness, request, Cheap);
        Settler.EndAttempt(request.Attempt!, Billed(60));
        await AdmitAsync(harness, request, Dear);
        await harness.SettleAsync(request, output: 40);

        var cost = (60 * 10_000) + (40 * 30_000);
        Assert.Equal((100, new Money(cost)), (request.Settled!.Value.Usage.Output, request.Settled.Value.Cost));
        Assert.Equal(cost, await BilledAsync(harness));
    }

    [Fact]
    public async Task FailedAttempt_ThatWasBilled_ShortensTheNextAnswerToWhatIsLeft()
    {
        using var harness = Create(limit: 150 * 10_000);
        var request = harness.Request();
        await AdmitAsync(harness, request, Cheap);
        Settler.EndAttempt(request.Attempt!, Billed(60));

        await AdmitAsync(harness, request, Cheap);

        Assert.Equal(90, request.Attempt!.OutputBound);
    }

    [Fact]
    public async Task SecondAttempt_BesideOneUnderWay_NeedsRoomForBothAndIsNotShortened()
    {
        using var harness = Create(limit: 150 * 10_000);
        var request = harness.Request();
        await AdmitAsync(harness, request, Cheap);
        var first = request.Attempt;

        var second = await harness.AdmitAsync(request, Cheap, isBeside: true);

        Assert.Equal((AttemptVerdict.CallerIsSpent, first), (second.Verdict, request.Attempt));
        await harness.SettleAsync(request, output: 40);
        Assert.Equal(40 * 10_000, await BilledAsync(harness));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TwoAttempts_UnderWay_AreBothBookedAndHoldNothingAfterwards(bool firstEndsFirst)
    {
        using var harness = Create(limit: 200 * 10_000);
        var request = harness.Request();
        await AdmitAsync(harness, request, Cheap);
        var first = request.Attempt!;
        Assert.Equal(AttemptVerdict.Granted, (await harness.AdmitAsync(request, Cheap, isBeside: true)).Verdict);
        Assert.Equal(AttemptVerdict.CallerIsSpent, (await harness.AdmitAsync(harness.Request(1), Cheap)).Verdict);

        var (lost, won) = firstEndsFirst ? (first, request.Attempt!) : (request.Attempt!, first);
        Settler.EndAttempt(lost, Billed(30));
        lost.End();
        request.GoOnWith(won);
        await harness.SettleAsync(request, output: 40);

        Assert.Equal(new Money(70 * 10_000), request.Settled!.Value.Cost);
        Assert.Equal(AttemptVerdict.Granted, (await harness.AdmitAsync(harness.Request(130), Cheap)).Verdict);
    }

    [Fact]
    public async Task SecondAttempt_GivenUpAsItIsAdmitted_HoldsNothingOfItsDeployment()
    {
        var rate = new QuotaDefinition { Id = "requests/minute", Scope = QuotaScope.Deployment, Unit = QuotaUnit.Requests, Period = WindowPeriod.Minute, Limit = 2 };
        using var harness = new AdmissionHarness(new DeploymentCatalogue { OfCheap = [rate] });
        await SettleAtOnceAsync(harness, Cheap);
        var request = harness.Request();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => harness.Gate.EnterBesideAsync(TestGateway.Attempt(request, Cheap), new CancellationToken(canceled: true)).AsTask());

        Assert.Equal(AttemptVerdict.Granted, (await harness.AdmitAsync(harness.Request(), Cheap)).Verdict);
    }

    [Fact]
    public async Task Deployment_ThatIsFull_IsSkippedAndTheNextOneTakesOverWhatTheCallerHolds()
    {
        var rate = new QuotaDefinition { Id = "requests/minute", Scope = QuotaScope.Deployment, Unit = QuotaUnit.Requests, Period = WindowPeriod.Minute, Limit = 1 };
        using var harness = new AdmissionHarness(new DeploymentCatalogue { OfCheap = [rate], EachTenant = [Budget(100 * 10_000)] });
        await SettleAtOnceAsync(harness, Cheap);
        var request = harness.Request(90);

        var skipped = await harness.AdmitAsync(request, Cheap);
        var taken = await harness.AdmitAsync(request, AdmissionHarness.Deployment("other", 10));

        Assert.Equal((AttemptVerdict.DeploymentIsFull, "provider_rate_limit_exceeded"), (skipped.Verdict, skipped.Refusal!.Code));
        Assert.Equal(AttemptVerdict.Granted, taken.Verdict);
    }

    [Fact]
    public async Task Requests_OfTheCaller_CountOnceAndOfTheProviderForEachAttempt()
    {
        var rate = new QuotaDefinition { Id = "requests/day", Scope = QuotaScope.Tenant, Unit = QuotaUnit.Requests, Period = WindowPeriod.Day, Limit = 5 };
        var catalogue = new FixedCatalogue { EachTenant = [rate], EachDeployment = [rate with { Scope = QuotaScope.Deployment }] };
        using var harness = new AdmissionHarness(catalogue);
        var request = harness.Request();
        await AdmitAsync(harness, request, Cheap);
        Settler.EndAttempt(request.Attempt!, default);
        await AdmitAsync(harness, request, Dear);
        await harness.SettleAsync(request, output: 1);

        var provider = await harness.CloseAsync(AccountKeys.Deployment("up"));
        Assert.Equal(2, provider.Find("requests/day")!.Billed);
        Assert.Equal(1, (await harness.CloseAsync(Tenant)).Find("requests/day")!.Billed);
    }

    [Fact]
    public async Task Request_ThatAskedNobody_LeavesNothingReserved()
    {
        using var harness = Create(limit: 100 * 10_000);
        var request = harness.Request();
        await harness.AdmitAsync(request, Cheap);
        request.TakeBack(request.Attempt!);

        await harness.Settler.SettleAsync(request, new Outcome(400, default));

        Assert.Equal(AttemptVerdict.Granted, (await harness.AdmitAsync(harness.Request(), Cheap)).Verdict);
    }

    private static QuotaDefinition Budget(long limit) =>
        new() { Id = "usd/day", Scope = QuotaScope.Tenant, Period = WindowPeriod.Day, Limit = limit, Revision = 1 };

    private static AdmissionHarness Create(long limit) => new(new FixedCatalogue { EachTenant = [Budget(limit)] });

    private static Used Billed(long output) => new(new TokenUsage { Output = output });

    private static async Task AdmitAsync(AdmissionHarness harness, GatewayRequest request, Deployment deployment) =>
        Assert.Equal(AttemptVerdict.Granted, (await harness.AdmitAsync(request, deployment)).Verdict);

    private static async Task SettleAtOnceAsync(AdmissionHarness harness, Deployment deployment)
    {
        var request = harness.Request(10);
        await AdmitAsync(harness, request, deployment);
        await harness.SettleAsync(request, output: 0);
    }

    private static async Task<long> BilledAsync(AdmissionHarness harness) => (await harness.CloseAsync(Tenant)).Find("usd/day")!.Billed;

    /// <summary>Only the deployment <c>up/cheap</c> has a limit of its own.</summary>
    private sealed record DeploymentCatalogue : IQuotaCatalogue
    {
        public IReadOnlyList<QuotaDefinition> OfCheap { get; init; } = [];

        public IReadOnlyList<QuotaDefinition> EachTenant { get; init; } = [];

        public IReadOnlyList<QuotaDefinition> Total => [];

        public IReadOnlyList<QuotaDefinition> OfTenant(string tenant) => EachTenant;

        public IReadOnlyList<QuotaDefinition> OfUser(string tenant, string user) => [];

        public IReadOnlyList<QuotaDefinition> OfDeployment(string deployment) => deployment == Cheap.Id ? OfCheap : [];
    }
}
