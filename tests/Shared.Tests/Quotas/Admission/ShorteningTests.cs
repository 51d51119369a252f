using Tollgate.Models;
using Tollgate.Quotas;
using Tollgate.Quotas.Admission;
using Tollgate.Quotas.Windows;
using Tollgate.Tests.Quotas.Fleet;

namespace Tollgate.Tests.Quotas.Admission;

/// <summary>What becomes of an answer that is longer than what is left.</summary>
public sealed class ShorteningTests
{
    private const long NanosPerToken = 10_000;
    private static readonly Deployment Model = AdmissionHarness.Deployment("model", 10);

    [Theory]
    [InlineData(300, 300)]
    [InlineData(20, 20)]
    [InlineData(15, null)]
    public async Task Answer_LongerThanWhatIsLeft_IsAsLongAsThat(long left, int? bound)
    {
        using var harness = Create(left);
        var request = harness.Request(1_000);

        var admitted = await harness.AdmitAsync(request, Model);

        Assert.Equal((bound, bound is null ? "insufficient_quota" : null), ((int?)request.Attempt?.OutputBound, admitted.Refusal?.Code));
    }

    [Fact]
    public async Task Answer_WhileRequestsInFlightHoldTheRest_IsNotShortenedToNextToNothing()
    {
        using var harness = Create(1_020);
        var first = harness.Request(1_000);
        await harness.AdmitAsync(first, Model);

        var second = await harness.AdmitAsync(harness.Request(5_000), Model);
        Assert.Equal((AttemptVerdict.CallerIsSpent, "budget_reserved"), (second.Verdict, second.Refusal!.Code));
        Assert.True(second.Refusal.RetryAfter > TimeSpan.Zero);

        await harness.SettleAsync(first, output: 100);
        var third = harness.Request(5_000);
        Assert.Equal(AttemptVerdict.Granted, (await harness.AdmitAsync(third, Model)).Verdict);
        Assert.Equal(920, third.Attempt!.OutputBound);
    }

    [Fact]
    public async Task Answer_StillLongEnough_IsShortenedWithoutWaitingForRequestsInFlight()
    {
        using var harness = Create(1_300);
        await harness.AdmitAsync(harness.Request(1_000), Model);
        var request = harness.Request(5_000);

        await harness.AdmitAsync(request, Model);

        Assert.Equal(300, request.Attempt!.OutputBound);
    }

    [Theory]
    [InlineData(false, 1, 300)]
    [InlineData(true, 301, 300)]
    public async Task Answer_ThatThePolicyDoesNotHaveShortened_IsRefused(bool enabled, long minimum, long left)
    {
        using var harness = Create(left);

        var admitted = await harness.AdmitAsync(harness.Request(1_000, new MaxTokensClamping(enabled, minimum)), Model);

        Assert.Equal("insufficient_quota", admitted.Refusal?.Code);
    }

    [Fact]
    public async Task FastLimit_ReservesWhatIsExpectedAndNotTheCeiling()
    {
        var tokens = new QuotaDefinition
        {
            Id = "tokens/minute",
            Scope = QuotaScope.Tenant,
            Unit = QuotaUnit.Tokens,
            Period = WindowPeriod.Minute,
            Limit = 9_000,
            Mode = QuotaMode.Fast,
        };
        using var harness = new AdmissionHarness(new FixedCatalogue { EachTenant = [tokens] });
        for (var i = 0; i < 200; i++)
        {
            harness.Estimators.For(Model).Learn(harness.Request().Facts, new() { Input = 10, Output = 20 });
        }

        for (var i = 0; i < 20; i++)
        {
            // Two ceilings would be above the limit.
            Assert.Equal(AttemptVerdict.Granted, (await harness.AdmitAsync(harness.Request(8_000), Model)).Verdict);
        }
    }

    private static AdmissionHarness Create(long tokens) => new(new FixedCatalogue
    {
        EachTenant = [new() { Id = "usd/day", Scope = QuotaScope.Tenant, Period = WindowPeriod.Day, Limit = tokens * NanosPerToken, Revision = 1 }],
    });
}
