using System.Text.Json;
using Tollgate.Routing.Circuits.State;
using Tollgate.State;

namespace Tollgate.Tests.Routing.Circuits;

public sealed class CircuitStateTests
{
    private const string Deployment = "p/a";

    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private CircuitState _state = CircuitState.Empty;

    [Fact]
    public void Trip_OfTwoInstancesAtOnce_OpensOnce()
    {
        Apply(Trip(0, "one"));
        Apply(Trip(0, "two"), seconds: 1);

        var circuit = Assert.Single(_state.Circuits);
        Assert.True(circuit.IsOpen);
        Assert.Equal(1, circuit.Revision);
        Assert.Equal(At(10), circuit.Until);
        Assert.Equal(["one"], _state.Transitions.Select(transition => transition.By));
    }

    [Fact]
    public void Trip_ThatArrivesAfterTheCircuitHasClosedAgain_DoesNotOpenIt()
    {
        Apply(Trip(0, "one"));
        Apply(Claim("x", 1), seconds: 10);
        Apply(Result("x", 1, true), seconds: 11);

        Apply(Trip(0, "two"), seconds: 12);

        Assert.False(_state.Find(Deployment)!.IsOpen);
    }

    [Fact]
    public void Claim_BeforeHalfOpen_IsNotGranted()
    {
        Apply(Trip(0, "one"));
        Apply(Claim("x", 1), seconds: 9);

        Assert.Null(_state.Find(Deployment)!.Probe);
    }

    [Fact]
    public void Claim_OfASecondInstance_WaitsForTheFirstToEndOrExpire()
    {
        Apply(Trip(0, "one"));
        Apply(Claim("x", 1), seconds: 10);
        Apply(Claim("y", 1), seconds: 12);
        Assert.Equal("x", _state.Find(Deployment)!.Probe!.Id);

        Apply(Claim("y", 1), seconds: 15);
        Assert.Equal("y", _state.Find(Deployment)!.Probe!.Id);
    }

    [Fact]
    public void Claim_ThatNobodyWaitsForAnyMore_IsVoid()
    {
        Apply(Trip(0, "one"));
        Apply(Claim("x", 1, notAfter: 11), seconds: 12);

        Assert.Null(_state.Find(Deployment)!.Probe);
    }

    [Fact]
    public void Result_OfAFailure_OpensForAnotherWhile()
    {
        Apply(Trip(0, "one"));
        Apply(Claim("x", 1), seconds: 10);
        Apply(Result("x", 1, false), seconds: 12);

        var circuit = _state.Find(Deployment)!;
        Assert.True(circuit.IsOpen);
        Assert.Equal((2, At(22)), (circuit.Revision, circuit.Until));
        Assert.Null(circuit.Probe);
    }

    [Fact]
    public void Result_OfOneThatLostItsTurn_IsNotHeard()
    {
        Apply(Trip(0, "one"));
        Apply(Claim("x", 1), seconds: 10);
        Apply(Claim("y", 1), seconds: 15);

        Apply(Result("x", 1, true), seconds: 16);

        Assert.True(_state.Find(Deployment)!.IsOpen);
    }

    [Fact]
    public void Result_OfAProbeThatWasNotMade_LetsAnotherTry()
    {
        Apply(Trip(0, "one"));
        Apply(Claim("x", 1), seconds: 10);
        Apply(Result("x", 1, null), seconds: 11);
        Apply(Claim("y", 1), seconds: 11);

        Assert.Equal("y", _state.Find(Deployment)!.Probe!.Id);
    }

    [Fact]
    public void Reset_BeforeALateTrip_Wins()
    {
        Apply(Command(CircuitCommand.Reset, 1));
        Apply(Trip(0, "one"));

        Assert.Empty(_state.Circuits);
    }

    [Fact]
    public void Hold_OfOneDeployment_LeavesTheOthers()
    {
        Apply(HoldOf(Deployment, CircuitCommand.Open, 1));

        Assert.Equal(("open", null), (_state.ForcedOf(Deployment), _state.ForcedOf("p/b")));
        Assert.Null(_state.Forced);
        Assert.Equal((Deployment, "forced_open"), (_state.Transitions.Single().Deployment, _state.Transitions.Single().To));
    }

    [Fact]
    public void Hold_AfterOneOnAll_IsAnExceptionToIt()
    {
        Apply(Command(CircuitCommand.Open, 1));
        Apply(HoldOf(Deployment, CircuitCommand.Reset, 2));

        Assert.Equal((null, "open"), (_state.ForcedOf(Deployment), _state.ForcedOf("p/b")));
    }

    [Theory]
    [InlineData(CircuitCommand.Reset, null)]
    [InlineData(CircuitCommand.Close, "closed")]
    public void CommandOnAll_AfterAHold_EndsIt(string action, string? forced)
    {
        Apply(HoldOf(Deployment, CircuitCommand.Open, 1));
        Apply(Command(action, 2));
        Apply(HoldOf(Deployment, CircuitCommand.Open, 1));

        Assert.Empty(_state.Holds);
        Assert.Equal(forced, _state.ForcedOf(Deployment));
    }

    [Fact]
    public void CommandOnAll_FromBeforeAHold_LeavesIt()
    {
        Apply(HoldOf(Deployment, CircuitCommand.Open, 2));
        Apply(Command(CircuitCommand.Close, 1));

        Assert.Equal(("open", "closed"), (_state.ForcedOf(Deployment), _state.ForcedOf("p/b")));
    }

    [Fact]
    public void Hold_Reset_ClosesTheCircuitAndNoLateTripOpensIt()
    {
        Apply(Trip(0, "one"));
        Apply(HoldOf(Deployment, CircuitCommand.Reset, 1));
        Apply(Trip(0, "two"));
        Apply(Trip(1, "two"));

        Assert.False(_state.Find(Deployment)!.IsOpen);
        Assert.Null(_state.ForcedOf(Deployment));
    }

    [Fact]
    public void Hold_ThatOlderCodeLeftBehindACommandOnAll_IsNotInForce()
    {
        _state = JsonSerializer.Deserialize<CircuitState>(
            """{"CommandRevision":5,"CommandId":"x","Forced":null,"Holds":[{"Deployment":"p/a","Forced":"open","Revision":4,"CommandId":"y"}]}""")!;
        Assert.Null(_state.ForcedOf(Deployment));

        Apply(HoldOf(Deployment, CircuitCommand.Close, 6));

        Assert.Equal("closed", _state.ForcedOf(Deployment));
        Assert.Single(_state.Holds);
    }

    [Fact]
    public void Hold_OnTheWire_IsNoCommandOnAll()
    {
        // Code that does not know it would otherwise take the provider out.
        Assert.NotEqual(CircuitCommand.Kind, HoldOf(Deployment, CircuitCommand.Open, 1).Kind);
    }

    [Fact]
    public void Apply_WhatItDoesNotKnow_IsRecordedAndChangesNothing()
    {
        Apply(new Envelope { Kind = "circuit.paint", Id = "1" });
        Apply(new Envelope { Kind = CircuitTrip.Kind, Id = "2", Payload = JsonElement.Parse("""{"Deployment":7}""") });
        Apply(new Envelope { Kind = CircuitTrip.Kind, Id = "3", Version = 9, Payload = Trip(0, "one").Payload });
        Apply(new Envelope { Kind = ProbeClaim.Kind, Id = "4" });
        Apply(new Envelope { Kind = DeploymentCommand.Kind, Id = "5", Payload = Command(CircuitCommand.Open, 1).Payload });
        Apply(HoldOf(Deployment, "paint", 1));

        Assert.Empty(_state.Holds);
        Assert.Equal(6, _state.Rejected.Count);
        Assert.Empty(_state.Circuits);
    }

    [Fact]
    public void Apply_AClockBehindTheLast_DoesNotReopenTime()
    {
        Apply(Trip(0, "one"), seconds: 100);
        Apply(Claim("x", 1, notAfter: 200), seconds: 110);
        Apply(Claim("y", 1, notAfter: 200), seconds: 5);

        Assert.Equal("x", _state.Find(Deployment)!.Probe!.Id);
    }

    [Fact]
    public void State_ThroughJson_KeepsMembersOfNewerCode()
    {
        var state = JsonSerializer.Deserialize<CircuitState>("""{"Floor":3,"Weather":"fine"}""")!;

        Assert.Equal(3, state.Floor);
        Assert.Contains("Weather", JsonSerializer.Serialize(state), StringComparison.Ordinal);
    }

    private static long At(int seconds) => Start.AddSeconds(seconds).ToUnixTimeMilliseconds();

    private static Envelope Trip(long revision, string by) => new CircuitTrip { Deployment = Deployment, Revision = revision, OpenFor = 10_000, By = by }.ToEnvelope();

    private static Envelope Claim(string probe, long revision, int notAfter = 1000) =>
        new ProbeClaim { Deployment = Deployment, Revision = revision, Probe = probe, By = probe, Ttl = 5_000, NotAfter = At(notAfter) }.ToEnvelope();

    private static Envelope Result(string probe, long revision, bool? succeeded) =>
        new ProbeResult { Deployment = Deployment, Revision = revision, Probe = probe, By = probe, Succeeded = succeeded, OpenFor = 10_000 }.ToEnvelope();

    private static Envelope Command(string action, long revision) => new CircuitCommand { Action = action, Revision = revision, By = "ops" }.ToEnvelope(action);

    private static Envelope HoldOf(string deployment, string action, long revision) =>
        new DeploymentCommand { Deployment = deployment, Action = action, Revision = revision, By = "ops" }.ToEnvelope($"{deployment}.{action}");

    private void Apply(Envelope operation, int seconds = 0) => _state = CircuitState.Apply(_state, operation, Start.AddSeconds(seconds));
}
