using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Health;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Quotas.Estimation;
using Tollgate.Settlement;
using Tollgate.Telemetry;
using Tollgate.Testing;
using Tollgate.Tests.Pipeline;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Settlement;

/// <summary>What limits that hold are charged for an attempt whose usage nobody told.</summary>
public sealed class UnfinishedWorkTests
{
    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(false, 4_256L)]
    [InlineData(true, null)]
    public void Measure_OfAStreamThatBrokeOff_IsBoundedByItsSilenceUnlessMuchMayBeHidden(bool mayThink, long? most)
    {
        var attempt = Begin("\"stream\":true,", mayThink);
        _time.Advance(TimeSpan.FromSeconds(2));
        attempt.Answer = new ScriptedStream(_ => throw new InvalidOperationException("not read"));
        attempt.Heard();
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(most, Measure(attempt).Most.Output);
    }

    [Fact]
    public void Measure_OfAStreamThatNeverBegan_IsBoundedByItsTimeForEachAnswer()
    {
        var attempt = Begin("\"stream\":true,\"n\":2,", mayThink: false);
        _time.Advance(TimeSpan.FromSeconds(0.5));

        Assert.Equal(2 * 2_256, Measure(attempt).Most.Output);
    }

    [Fact]
    public void Measure_OfAnAnswerInOnePieceThatHasNotCome_IsBoundedByNothing() =>
        Assert.Null(Measure(Begin("", mayThink: false)).Most.Output);

    private Attempt Begin(string members, bool mayThink)
    {
        var request = TestGateway.Request($$"""{"model":"m",{{members}}"messages":[{"role":"user","content":"12345678"}]}""", _time);
        var capabilities = ModelCapabilities.Chat | ModelCapabilities.Streaming | (mayThink ? ModelCapabilities.Reasoning : ModelCapabilities.None);
        request.Begin(new Attempt(request, TestGateway.Deployment(capabilities: capabilities), _time));
        return request.Attempt!;
    }

    private Used Measure(Attempt attempt)
    {
        using var metrics = new GatewayMetrics();
        var settler = new Settler(
            new RecordingLedger(), new ProviderHealth(_time), TestCircuits.Create(_time), metrics, new RequestLog(NullLoggerFactory.Instance), new TokenEstimators(), _time);
        return settler.Measure(attempt, isComplete: false, hasBegun: true);
    }
}
