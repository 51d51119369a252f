using System.Text.Json;
using Tollgate.Analytics.Experiments;
using Tollgate.State;
using static Tollgate.Tests.Analytics.Experiments.ExperimentOperation;

namespace Tollgate.Tests.Analytics.Experiments;

public sealed class ExperimentStateTests
{
    [Theory]
    [InlineData("experiment.forget", "{}")]
    [InlineData("experiment.add", "5")]
    [InlineData("experiment.add", """{"Sender":"a","Seq":0,"Arms":[]}""")]
    [InlineData("experiment.add", """{"Sender":"a","Seq":1,"Arms":null}""")]
    [InlineData("experiment.add", """{"Sender":"a","Seq":1,"Arms":[null]}""")]
    [InlineData("experiment.add", """{"Sender":"a","Seq":1,"Arms":[{"Arm":null,"Requests":1}]}""")]
    [InlineData("experiment.add", """{"Sender":"a","Seq":1,"Arms":[{"Arm":"b","Requests":-1}]}""")]
    [InlineData("experiment.add", """{"Sender":"a","Seq":1,"Arms":[{"Arm":"b","Cost":{"Count":1,"Sum":-1,"SumOfSquares":1}}]}""")]
    [InlineData("experiment.add", """{"Sender":"a","Seq":1,"Arms":[{"Arm":"b","FirstByteBuckets":[1,-1]}]}""")]
    [InlineData("experiment.add", """{"Sender":"a","Seq":1,"Arms":[{"Arm":"b","FirstByteBuckets":null}]}""")]
    public void Apply_WhatCannotBe_IsRecordedAndCountsNothing(string kind, string payload)
    {
        var state = Deliver(new Envelope { Kind = kind, Id = "odd", Payload = JsonDocument.Parse(payload).RootElement });

        Assert.Empty(state.Arms);
        Assert.Equal(["odd"], state.Rejected.LastIds);
    }

    [Fact]
    public void Apply_OneBrokenArm_CostsNotTheSoundOnes()
    {
        var state = Deliver(Add("a", 1, new ExperimentArmTotals { Arm = "x", Errors = -1 }, Totals("control")));

        Assert.Equal("control", Assert.Single(state.Arms).Arm);
        Assert.Equal(1, state.Rejected.Count);
    }

    [Fact]
    public void Apply_EndlessArms_StaysSmall()
    {
        var state = Deliver(Enumerable.Range(1, 100).Select(i => Add("a", i, Totals($"arm-{i}", firstByte: TimeSpan.FromMinutes(5)))));

        Assert.Equal(ExperimentState.MaxArms, state.Arms.Count);
        Assert.Equal(100 - ExperimentState.MaxArms, state.Rejected.Count);
        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(state).Length, 1, 32 * 1024);
    }

    [Fact]
    public void Moments_OfDearRequests_KeepTheirVariance()
    {
        // A thousand requests of 10 USD and as many a nano-USD dearer: a double would lose the difference.
        var moments = Enumerable.Repeat(10_000_000_000, 1000).Concat(Enumerable.Repeat(10_000_000_001, 1000))
            .Aggregate(default(ExperimentMoments), (sum, cost) => sum + ExperimentMoments.Of(cost));

        Assert.Equal(0.25 * 2000 / 1999, moments.ToSample(1).Variance, 12);
    }
}
