using Tollgate.Settlement;
using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Fleet;

public sealed class ExperimentFleetTests
{
    private const string Header = "x-tollgate-experiment";

    [Fact]
    public async Task Experiment_OfTwoInstancesOverAnUnreliableStore_IsExactAndSticky()
    {
        await using var fleet = await FleetUnderTest.StartAsync(2, Eager, configure: WithExperiment);
        var faults = fleet.Store.Faults;
        (faults.Duplicate, faults.Reorder, faults.FailBeforeEnqueue, faults.FailAfterEnqueue) = (0.5, 0.5, 0.2, 0.2);
        faults.MaxDelay = TimeSpan.FromMilliseconds(30);

        var pairs = await Task.WhenAll(Enumerable.Range(0, 60).Select(user => AskBothAsync(fleet, $"user-{user}")));

        (faults.FailBeforeEnqueue, faults.FailAfterEnqueue) = (0, 0);
        await fleet.QuiesceAsync();
        Assert.All(pairs, pair => Assert.Equal(pair[0].Headers[Header], pair[1].Headers[Header]));
        var replies = pairs.SelectMany(pair => pair).ToLookup(reply => reply.Headers[Header]);
        foreach (var instance in new[] { 0, 1 })
        {
            var report = (await fleet.SendAsync(instance, Call.Get("/v1/experiments/same", TestKeys.Admin))).Json;
            Assert.All(report.GetProperty("arms").EnumerateArray(), arm =>
            {
                var told = replies[$"same={arm.GetProperty("name").GetString()}"].ToList();
                Assert.Equal(told.Count, arm.GetProperty("requests").GetInt32());
                Assert.Equal(told.Sum(reply => reply.Cost), arm.GetProperty("cost_usd").GetProperty("total").GetDecimal());
            });
        }
    }

    private static UsageLedgerOptions Eager => UsageLedgerOptions.FunctionApp with
    {
        FlushInterval = TimeSpan.Zero,
        RetryDelay = TimeSpan.FromMilliseconds(5),
        MaxRetryDelay = TimeSpan.FromMilliseconds(20),
    };

    private static async Task<Reply[]> AskBothAsync(FleetUnderTest fleet, string user)
    {
        var call = Ask.Whole($"Hello from {user}", "demo") with { User = user };
        return [await fleet.SendAsync(0, call), await fleet.SendAsync(1, call)];
    }

    private static string WithExperiment(string configuration) => configuration.Replace(
        "\"routing\": {",
        """
        "routing": {
            "experiments": {
              "same": { "model": "demo", "arms": [{ "name": "control", "target": "demo" }, { "name": "b", "target": "uncharted-demo" }] }
            },
        """,
        StringComparison.Ordinal);
}
