using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Tollgate.Analytics.Experiments;
using Tollgate.State;
using static Tollgate.Tests.Analytics.Experiments.ExperimentOperation;

namespace Tollgate.Tests.Analytics.Experiments;

public sealed class ExperimentStateProperties
{
    private static readonly Gen<ExperimentArmTotals> Totals =
        from arm in Gen.Elements("control", "b", "c")
        from cost in Gen.Choose(0, int.MaxValue)
        from latency in Gen.Choose(0, 100_000)
        from isError in Gen.Elements(true, false)
        select Totals(arm, cost, isError ? null : TimeSpan.FromMilliseconds(latency), isError);

    /// <summary>What two senders send, each numbering its own from 1.</summary>
    private static readonly Gen<Envelope[]> Sent =
        from first in Gen.Choose(0, 15)
        from second in Gen.Choose(0, 15)
        from arms in Totals.ArrayOf(2).ArrayOf(first + second)
        select arms.Select((arm, i) => i < first ? Add("a", i + 1, arm) : Add("b", i - first + 1, arm)).ToArray();

    /// <summary>What was sent, and how it arrives: everything at least once, some twice or thrice, in any order.</summary>
    private static readonly Gen<(Envelope[] Sent, Envelope[] Arriving)> Deliveries =
        from sent in Sent
        from copies in Gen.Choose(1, 3).ArrayOf(sent.Length)
        from arriving in Gen.Shuffle(sent.SelectMany((operation, i) => Enumerable.Repeat(operation, copies[i])).ToArray())
        select (sent, arriving);

    [Fact]
    public void Apply_DuplicatedReorderedAndInterleaved_LeavesTheSameArms() =>
        Check(Deliveries, delivery => Assert.Equal(Arms(Deliver(delivery.Sent)), Arms(Deliver(delivery.Arriving))));

    [Fact]
    public void Apply_SomethingStillUnderWay_CountsTheRestLater() =>
        Check(
            from delivery in Deliveries
            from cut in Gen.Choose(0, delivery.Arriving.Length)
            select (delivery, cut),
            scenario =>
            {
                var early = Deliver(scenario.delivery.Arriving.Take(scenario.cut));

                var state = DeliverTo(early, scenario.delivery.Arriving);

                Assert.Equal(Arms(Deliver(scenario.delivery.Sent)), Arms(state));
            });

    [Fact]
    public void Apply_EachOperation_CountsOnce() =>
        Check(Deliveries, delivery =>
        {
            var sent = delivery.Sent.SelectMany(operation => ExperimentAddition.Decode(operation.Payload)!.Arms).ToArray();

            var state = Deliver(delivery.Arriving);

            Assert.Equal(sent.Sum(arm => arm!.Requests), state.Arms.Sum(arm => arm.Requests));
            Assert.Equal(sent.Sum(arm => arm!.Errors), state.Arms.Sum(arm => arm.Errors));
            Assert.Equal(sent.Sum(arm => arm!.Cost.Sum), state.Arms.Sum(arm => arm.Cost.Sum));
            Assert.Equal(sent.Sum(arm => arm!.FirstByte.Count), state.Arms.Sum(arm => arm.FirstByteBuckets.Sum()));
            Assert.Equal(0, state.Rejected.Count);
        });

    private static void Check<T>(Gen<T> scenarios, Action<T> assertion) =>
        Prop.ForAll(scenarios.ToArbitrary(), assertion).QuickCheckThrowOnFailure();

    private static IEnumerable<string> Arms(ExperimentState state) =>
        state.Arms.OrderBy(arm => arm.Arm, StringComparer.Ordinal).Select(arm => JsonSerializer.Serialize(arm));
}
