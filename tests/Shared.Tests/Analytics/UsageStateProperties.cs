using FsCheck;
using FsCheck.Fluent;
using Tollgate.Analytics;
using Tollgate.State;
using static Tollgate.Tests.Analytics.UsageOperation;

namespace Tollgate.Tests.Analytics;

public sealed class UsageStateProperties
{
    private static readonly Gen<UsageRow> Rows =
        from hour in Gen.Choose(0, 23)
        from user in Gen.Elements<string?>(null, "ann", "bob", "cyd")
        from status in Gen.Elements(200, 429, 502)
        from requests in Gen.Choose(1, 5)
        from cost in Gen.Choose(0, 1_000_000)
        select Row(hour, user, status: status, requests: requests, cost: cost);

    /// <summary>What two senders send, each numbering its own from 1.</summary>
    private static readonly Gen<Envelope[]> Sent =
        from first in Gen.Choose(0, 20)
        from second in Gen.Choose(0, 20)
        from rows in Rows.ArrayOf(3).ArrayOf(first + second)
        select rows.Select((row, i) => i < first ? Add("a", i + 1, row) : Add("b", i - first + 1, row)).ToArray();

    /// <summary>What was sent, and how it arrives: everything at least once, some twice or thrice, in any order.</summary>
    private static readonly Gen<(Envelope[] Sent, Envelope[] Arriving)> Deliveries =
        from sent in Sent
        from copies in Gen.Choose(1, 3).ArrayOf(sent.Length)
        from arriving in Gen.Shuffle(sent.SelectMany((operation, i) => Enumerable.Repeat(operation, copies[i])).ToArray())
        select (sent, arriving);

    [Fact]
    public void Apply_DuplicatedReorderedAndInterleaved_CountsEachOperationOnce() =>
        Check(Deliveries, delivery =>
        {
            var state = Deliver(delivery.Arriving);

            Assert.Equal(Sum(delivery.Sent), state.Total);
            Assert.Empty(state.Senders.Gaps);
            Assert.Equal(0, state.Senders.FinalGaps);
            Assert.Equal(0, state.Rejected.Count);
        });

    [Fact]
    public void Apply_AnyOrder_LeavesTheSameRollups() =>
        Check(Deliveries, delivery =>
        {
            var inOrder = Deliver(delivery.Sent);
            var arrived = Deliver(delivery.Arriving);

            Assert.Equal(ByName(inOrder.Hours), ByName(arrived.Hours));
            Assert.Equal(ByName(inOrder.Users), ByName(arrived.Users));
            Assert.Equal(ByName(inOrder.Statuses), ByName(arrived.Statuses));
        });

    [Fact]
    public void Apply_SomethingStillUnderWay_CountsWhatArrivedAndLaterTheRest() =>
        Check(
            from delivery in Deliveries
            from cut in Gen.Choose(0, delivery.Arriving.Length)
            select (delivery.Arriving, cut),
            scenario =>
            {
                var early = scenario.Arriving.Take(scenario.cut).ToArray();

                var state = Deliver(early);
                Assert.Equal(Sum(early.DistinctBy(operation => operation.Id)), state.Total);

                state = DeliverTo(state, scenario.Arriving);
                Assert.Equal(Sum(scenario.Arriving.DistinctBy(operation => operation.Id)), state.Total);
            });

    private static void Check<T>(Gen<T> scenarios, Action<T> assertion) =>
        Prop.ForAll(scenarios.ToArbitrary(), assertion).QuickCheckThrowOnFailure();

    private static UsageTotals Sum(IEnumerable<Envelope> operations) => operations
        .SelectMany(operation => UsageAddition.Decode(operation.Payload)!.Rows)
        .Aggregate(default(UsageTotals), (sum, row) => sum + row!.Totals);

    private static IEnumerable<UsageShare> ByName(UsageRollup rollup) => rollup.Shares().OrderBy(share => share.Name, StringComparer.Ordinal);
}
