using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Tollgate.Routing.Circuits.State;
using Tollgate.State;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Routing.Circuits;

public sealed class CircuitStateProperties
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Gen<Envelope> Trips =
        from deployment in Gen.Elements("p/a", "p/b")
        from revision in Gen.Choose(0, 3)
        from sender in Gen.Elements("one", "two")
        select new CircuitTrip { Deployment = deployment, Revision = revision, OpenFor = 10_000, By = sender }.ToEnvelope();

    private static readonly Gen<Envelope> Commands =
        from action in Gen.Elements(CircuitCommand.Open, CircuitCommand.Close, CircuitCommand.Reset)
        from revision in Gen.Choose(1, 5)
        from id in Gen.Elements("x", "y", "z")
        select new CircuitCommand { Action = action, Revision = revision, By = "ops" }.ToEnvelope($"{id}{action}");

    private static readonly Gen<Envelope> Holds =
        from deployment in Gen.Elements("p/a", "p/b", "p/c")
        from action in Gen.Elements(CircuitCommand.Open, CircuitCommand.Close, CircuitCommand.Reset)
        from revision in Gen.Choose(1, 5)
        from id in Gen.Elements("x", "y", "z")
        select Hold(deployment, action, revision, $"{id}{action}");

    private static readonly Gen<Envelope> Probes =
        from deployment in Gen.Elements("p/a", "p/b")
        from revision in Gen.Choose(0, 4)
        from probe in Gen.Elements("1", "2", "3")
        from late in Gen.Choose(0, 60)
        select new ProbeClaim
        {
            Deployment = deployment,
            Revision = revision,
            Probe = probe,
            By = probe,
            Ttl = 5_000,
            NotAfter = Start.AddSeconds(late).ToUnixTimeMilliseconds(),
        }.ToEnvelope();

    private static readonly Gen<Envelope> Results =
        from deployment in Gen.Elements("p/a", "p/b")
        from revision in Gen.Choose(0, 4)
        from probe in Gen.Elements("1", "2", "3")
        from succeeded in Gen.Elements<bool?>(true, false, null)
        select new ProbeResult { Deployment = deployment, Revision = revision, Probe = probe, By = probe, Succeeded = succeeded, OpenFor = 10_000 }.ToEnvelope();

    private static readonly Gen<Envelope> Any = Gen.Frequency((2, Trips), (1, Commands), (1, Holds), (4, Probes), (2, Results));

    /// <summary>Operations, each some seconds after the one before.</summary>
    private static readonly Gen<(Envelope Operation, int Seconds)[]> Histories =
        from count in Gen.Choose(1, 30)
        from operations in Any.ArrayOf(count)
        from pauses in Gen.Choose(0, 4).ArrayOf(count)
        select operations.Zip(pauses).ToArray();

    [Fact]
    public void Apply_TheSameOperationTwice_ChangesNothing() => Properties.Check(Histories, history =>
    {
        var (state, now) = (CircuitState.Empty, Start);
        foreach (var (operation, seconds) in history)
        {
            now = now.AddSeconds(seconds);
            state = CircuitState.Apply(state, operation, now);
            var once = JsonSerializer.Serialize(state);
            state = CircuitState.Apply(state, operation, now);
            Assert.Equal(once, JsonSerializer.Serialize(state));
        }
    });

    [Fact]
    public void Apply_AProbeThatRuns_KeepsItsPlaceUntilItsEnd() => Properties.Check(Histories, history =>
    {
        var (state, now) = (CircuitState.Empty, Start);
        foreach (var (operation, seconds) in history)
        {
            now = now.AddSeconds(seconds);
            var before = Copy(state);
            state = CircuitState.Apply(state, operation, now);
            foreach (var circuit in before.Circuits.Where(circuit => circuit.IsProbed(now.ToUnixTimeMilliseconds())))
            {
                var after = state.Find(circuit.Deployment);
                var isOver = after is null || after.Revision != circuit.Revision || operation.Kind == ProbeResult.Kind;
                Assert.True(isOver || after!.Probe?.Id == circuit.Probe!.Id, "Two probes at a time.");
            }
        }
    });

    [Fact]
    public void Apply_TripsAndCommandsInAnyOrder_EndTheSame() => Properties.Check(
        from trips in Trips.ArrayOf(4)
        from commands in Gen.OneOf(Commands, Holds).ArrayOf(4)
        let last = new CircuitCommand { Action = CircuitCommand.Reset, Revision = 100, By = "ops" }.ToEnvelope("last")
        let sent = trips.Concat(commands).Append(last).ToArray()
        from arriving in Gen.Shuffle(sent.Concat(sent).ToArray())
        select (commands, arriving),
        scenario =>
        {
            var state = scenario.arriving.Aggregate(CircuitState.Empty, (state, operation) => CircuitState.Apply(state, operation, Start));

            // The last command holds, whenever it arrived, and nobody's revisions run backwards.
            Assert.Equal("last", state.CommandId);
            Assert.Null(state.Forced);
            Assert.Empty(state.Holds);
            Assert.All(state.Circuits, circuit => Assert.True(circuit.Revision >= state.Floor));
        });

    [Fact]
    public void Apply_ForcedInAnyOrder_TheHighestRevisionWins() => Properties.Check(
        from commands in Commands.ArrayOf(6)
        from arriving in Gen.Shuffle(commands.Concat(commands).ToArray())
        select (commands, arriving),
        scenario =>
        {
            var (inOrder, arrived) = (Deliver(scenario.commands), Deliver(scenario.arriving));
            Assert.Equal((inOrder.Forced, inOrder.CommandId), (arrived.Forced, arrived.CommandId));
        });

    [Fact]
    public void Apply_CommandsOnAllAndOnSome_TheHighestRevisionWinsForEach() => Properties.Check(
        from commands in Gen.OneOf(Commands, Holds).ArrayOf(8)
        from arriving in Gen.Shuffle(commands.Concat(commands).ToArray())
        select (commands, arriving),
        scenario =>
        {
            var state = Copy(Deliver(scenario.arriving));
            foreach (var deployment in new[] { "p/a", "p/b", "p/c", "p/d" })
            {
                Assert.Equal(Winner(scenario.commands, deployment), state.ForcedOf(deployment));
            }

            Assert.All(state.Holds, hold => Assert.True(state.IsInForce(hold)));
        });

    [Fact]
    public void Apply_MoreHoldsThanHaveRoom_KeepsTheLatestInAnyOrder() => Properties.Check(
        from count in Gen.Choose(CircuitState.MaxHolds, CircuitState.MaxHolds + 20)
        let holds = Enumerable.Range(1, count).Select(i => Hold($"p/model-{i}", CircuitCommand.Open, i, $"{i}")).ToArray()
        from arriving in Gen.Shuffle(holds.Concat(holds).ToArray())
        select (holds, arriving),
        scenario => Assert.Equal(
            scenario.holds.TakeLast(CircuitState.MaxHolds).Select(hold => hold.Id).Order(),
            Deliver(scenario.arriving).Holds.Select(hold => hold.CommandId).Order()), runs: 50);

    [Fact]
    public void Apply_AnyHistory_StaysSmall() => Properties.Check(Trips.ArrayOf(200), trips =>
    {
        var state = Deliver([.. trips, .. Enumerable.Range(0, 200).Select(i =>
            new CircuitTrip { Deployment = $"p/model-{i}", Revision = i, OpenFor = 1000, By = "one" }.ToEnvelope()),
            .. Enumerable.Range(1, 200).Select(i => Hold($"p/model-{i}", CircuitCommand.Open, i, $"{i}"))]);

        Assert.True(state.Circuits.Count <= CircuitState.MaxCircuits);
        Assert.True(state.Holds.Count <= CircuitState.MaxHolds);
        Assert.True(state.Transitions.Count <= CircuitState.MaxTransitions);
        Assert.True(JsonSerializer.SerializeToUtf8Bytes(state).Length < 16 * 1024);
    }, runs: 10);

    private static Envelope Hold(string deployment, string action, long revision, string id) =>
        new DeploymentCommand { Deployment = deployment, Action = action, Revision = revision, By = "ops" }.ToEnvelope(id);

    /// <summary>What a deployment is held in by all that was ever said, looked at at once. Of two equal ones the one on all wins.</summary>
    private static string? Winner(IEnumerable<Envelope> commands, string deployment)
    {
        var said =
            from command in commands
            let onAll = CircuitCommand.Decode(command.Payload)!
            let onOne = command.Kind == DeploymentCommand.Kind ? DeploymentCommand.Decode(command.Payload) : null
            where onOne is null || onOne.Deployment == deployment
            select (onAll.Action, onAll.Revision, command.Id, IsOnAll: onOne is null);
        var last = said.OrderBy(word => word.Revision).ThenBy(word => word.Id, StringComparer.Ordinal).ThenBy(word => word.IsOnAll).LastOrDefault();
        return last.Action is null ? null : CircuitCommand.ForcedBy(last.Action);
    }

    private static CircuitState Deliver(IEnumerable<Envelope> operations) =>
        operations.Aggregate(CircuitState.Empty, (state, operation) => CircuitState.Apply(state, operation, Start));

    private static CircuitState Copy(CircuitState state) => JsonSerializer.Deserialize<CircuitState>(JsonSerializer.Serialize(state))!;
}
