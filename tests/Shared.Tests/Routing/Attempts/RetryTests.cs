using Tollgate.Pipeline;
using Tollgate.Providers.Upstream;
using Tollgate.Routing.Attempts;
using Tollgate.Routing.Options;

namespace Tollgate.Tests.Routing.Attempts;

public sealed class RetryTests
{
    [Theory]
    [InlineData(429, "upstream_rate_limit_exceeded", FailureKind.RateLimit, true)]
    [InlineData(429, "upstream_insufficient_quota", FailureKind.Outage, false)]
    [InlineData(502, "upstream_error", FailureKind.Outage, true)]
    [InlineData(504, "upstream_timeout", FailureKind.Outage, true)]
    [InlineData(502, "upstream_authentication_failed", FailureKind.Outage, false)]
    [InlineData(400, "context_length_exceeded", FailureKind.ContextLength, false)]
    [InlineData(400, "content_policy_violation", FailureKind.ContentPolicy, false)]
    [InlineData(400, "upstream_rejected_request", FailureKind.Rejected, false)]
    [InlineData(404, "model_not_found", FailureKind.Rejected, false)]
    [InlineData(422, "upstream_rejected_request", FailureKind.Rejected, false)]
    internal void Failure_ByStatusAndCode_HasItsKind(int status, string code, FailureKind kind, bool mayPass)
    {
        var failure = new UpstreamException(new Refusal { Status = status, Type = "t", Code = code, Message = "m" });

        Assert.Equal((kind, mayPass), (FailureKinds.Of(failure), FailureKinds.MayPass(failure)));
    }

    [Theory]
    [InlineData("context_length_exceeded", FailureKind.ContextLength)]
    [InlineData("provider_rate_limit_exceeded", FailureKind.RateLimit)]
    [InlineData("circuit_open", FailureKind.Outage)]
    [InlineData("insufficient_quota", null)]
    [InlineData("unsupported_parameter", null)]
    internal void Refusal_OfATargetThatWasNotAsked_LeadsOnByItsKind(string code, FailureKind? kind) =>
        Assert.Equal(kind, FailureKinds.Of(Refusal.Invalid(code, "m")));

    [Fact]
    public void Budget_NothingSucceeds_AllowsAFifthMoreThanWasAsked()
    {
        var budget = new RetryBudget();

        var further = 0;
        for (var request = 0; request < 1_000; request++)
        {
            budget.Earn(0.2);
            if (budget.TryBegin())
            {
                further++;
                budget.End(hasHelped: false);
            }
        }

        Assert.InRange(further, 190, 200);
    }

    [Fact]
    public void Budget_UsedUpFromTheStart_SoonAllowsAFurtherAttemptAllTheSame()
    {
        var budget = new RetryBudget();
        while (budget.TryBegin())
        {
            budget.End(hasHelped: false);
        }

        var requests = 0;
        do
        {
            budget.Earn(0.2);
            requests++;
        }
        while (!budget.TryBegin());

        Assert.InRange(requests, 1, 10);
    }

    [Fact]
    public void Budget_FurtherAttemptsSucceed_IsNeverUsedUpHoweverManyAreUnderWay()
    {
        var budget = new RetryBudget();
        for (var wave = 0; wave < 10; wave++)
        {
            for (var request = 0; request < 1_000; request++)
            {
                Assert.True(budget.TryBegin());
            }

            for (var request = 0; request < 1_000; request++)
            {
                budget.End(hasHelped: true);
            }
        }
    }

    [Fact]
    public void Budget_FurtherAttemptsFailAllAtOnce_NoMoreAreBegunThanThereIsLeft()
    {
        var budget = new RetryBudget();
        var further = 0;
        for (var wave = 0; wave < 100; wave++)
        {
            var begun = 0;
            for (var request = 0; request < 50; request++)
            {
                budget.Earn(0.2);
                begun += budget.TryBegin() ? 1 : 0;
            }

            for (var ended = 0; ended < begun; ended++)
            {
                budget.End(hasHelped: false);
            }

            further += begun;
        }

        // The first wave goes out before anybody knows.
        Assert.InRange(further, 900, 50 + (5_000 * 0.2));
    }

    [Theory]
    [InlineData(1, 0.5, 0.125)]
    [InlineData(2, 0.5, 0.25)]
    [InlineData(30, 0.5, 2.5)]
    public void Backoff_Doubles_UpToItsBound(int repetition, double random, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Backoff.Before(new RetryOptions(), repetition, null, random));

    [Fact]
    public void Backoff_TargetSaysWhen_IsNotAskedBefore()
    {
        Assert.Equal(TimeSpan.FromSeconds(2), Backoff.Before(new RetryOptions(), 1, TimeSpan.FromSeconds(2), 0.5));
        Assert.Null(Backoff.Before(new RetryOptions(), 1, TimeSpan.FromSeconds(20), 0.5));
    }
}
