using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Routing.Circuits;
using Tollgate.Routing.Circuits.State;
using Tollgate.Routing.Targets;
using Tollgate.State;
using Tollgate.Telemetry;
using Tollgate.Testing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Routing.Circuits;

/// <summary>What is commanded at one instance holds at the other.</summary>
public sealed class CircuitAdministrationTests : IDisposable
{
    private static readonly CircuitOptions Options = new() { FailureThreshold = 3, RecoveryTimeout = TimeSpan.FromSeconds(30) };
    private static readonly Deployment Held = TestGateway.Deployment();
    private static readonly Deployment Neighbour = TestGateway.Deployment(upstreamModel: "neighbour");

    private readonly ManualTimeProvider _time = new();
    private readonly GatewayMetrics _metrics = new();
    private readonly MemoryStore<CircuitState> _store;
    private readonly CircuitBreakers _a;
    private readonly CircuitBreakers _b;
    private readonly TargetLoads _loadsOfA;
    private readonly TargetLoads _loadsOfB;
    private readonly CircuitAdministration _administration;

    public CircuitAdministrationTests()
    {
        _store = new MemoryStore<CircuitState>(_time);
        var instruments = TestCircuits.Instruments(_metrics);
        (_loadsOfA, _loadsOfB) = (new TargetLoads(_time), new TargetLoads(_time));
        (_a, _b) = (TestCircuits.Create(_time, _store, "a", instruments, _loadsOfA), TestCircuits.Create(_time, _store, "b", loads: _loadsOfB));
        _administration = new CircuitAdministration(_a, _loadsOfA, new RandomIdSource(), instruments, _time, NullLogger<CircuitAdministration>.Instance);
    }

    public void Dispose() => _metrics.Dispose();

    [Fact]
    public async Task Open_OfOneDeployment_KeepsBothInstancesFromItAlone()
    {
        await EnterAsync(_b, Held);
        var report = await CommandAsync(CircuitCommand.Open, Held);
        await LookAsync();

        Assert.Equal((null, CircuitStatus.Open), (report.Forced, report.Status));
        Assert.Equal([(Held.Id, "open", CircuitStatus.Open)], report.Circuits.Select(row => (row.Deployment, row.Forced, row.Status)));
        Assert.NotNull(await EnterAsync(_a, Held));
        Assert.NotNull(await EnterAsync(_b, Held));
        Assert.Null(await EnterAsync(_a, Neighbour));
        Assert.Null(await EnterAsync(_b, Neighbour));
    }

    [Fact]
    public async Task Close_OfOneDeployment_HoldsWhateverHappensAndTheNeighbourTrips()
    {
        await CommandAsync(CircuitCommand.Close, Held);
        await LookAsync();

        Fail(_b, Held, 10);
        Fail(_b, Neighbour, 3);

        Assert.Null(await EnterAsync(_b, Held));
        Assert.NotNull(await EnterAsync(_b, Neighbour));
    }

    /// <summary>Clients were told that the provider had failed too often, and to come back within the recovery time.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Open_ByAnAdministrator_IsToldToBeTheOperatorsDoing(bool alone)
    {
        await CommandAsync(CircuitCommand.Open, alone ? Held : null);

        var refusal = await EnterAsync(_a, Held);

        Assert.Equal((503, "circuit_open"), (refusal!.Status, refusal.Code));
        Assert.Contains("operator has switched", refusal.Message, StringComparison.Ordinal);
        Assert.True(refusal.RetryAfter >= TimeSpan.FromMinutes(5));
    }

    /// <summary>Operators are told to look at the count, which stayed at 0 while everything failed.</summary>
    [Fact]
    public async Task Close_WhileEverythingFails_CountsAndDoesNotTripWhenItIsLetGo()
    {
        await CommandAsync(CircuitCommand.Close, null);
        Fail(_a, Held, 12);

        Assert.Equal((12, CircuitStatus.Closed), Row(_a));
        _a.Saw(Held, Options, isFailure: false, null);
        Fail(_a, Held, 2);
        Assert.Equal((2, CircuitStatus.Closed), Row(_a));

        await CommandAsync(CircuitCommand.Reset, null);
        Fail(_a, Held, 2);
        Assert.Equal((2, CircuitStatus.Closed), Row(_a));
        Fail(_a, Held, 1);
        Assert.Equal(CircuitStatus.Open, Row(_a).Status);
    }

    [Fact]
    public async Task Reset_OfOneDeployment_ClosesItAtOnceAndLeavesTheNeighbourOpen()
    {
        Fail(_b, Held, 3);
        Fail(_b, Neighbour, 3);

        await CommandAsync(CircuitCommand.Reset, Held);
        await LookAsync();

        Assert.Null(await EnterAsync(_a, Held));
        Assert.Null(await EnterAsync(_b, Held));
        Assert.NotNull(await EnterAsync(_a, Neighbour));
        Assert.NotNull(await EnterAsync(_b, Neighbour));
    }

    [Fact]
    public async Task Reset_OfOneDeployment_ForgetsTheFailuresBeforeIt()
    {
        await EnterAsync(_b, Held);
        Fail(_b, Held, 2);

        await CommandAsync(CircuitCommand.Reset, Held);
        await LookAsync();
        Fail(_b, Held, 2);

        Assert.Null(await EnterAsync(_b, Held));
    }

    [Fact]
    public async Task Reset_OfOneDeployment_TakesItOutOfTheHoldOnAll()
    {
        await CommandAsync(CircuitCommand.Open, null);
        var report = await CommandAsync(CircuitCommand.Reset, Held);
        await LookAsync();

        Assert.Equal("open", report.Forced);
        Assert.Null(report.Circuits.Single(row => row.Deployment == Held.Id).Forced);
        Assert.Null(await EnterAsync(_b, Held));
        Assert.NotNull(await EnterAsync(_b, Neighbour));
    }

    [Fact]
    public async Task Reset_OfAll_EndsTheHoldOnOne()
    {
        await CommandAsync(CircuitCommand.Open, Held);
        await LookAsync();
        Assert.NotNull(await EnterAsync(_b, Held));

        var report = await CommandAsync(CircuitCommand.Reset, null);
        await LookAsync();

        Assert.All(report.Circuits, row => Assert.Null(row.Forced));
        Assert.Null(await EnterAsync(_b, Held));
    }

    [Fact]
    public async Task Command_OnOneInTheSameMillisecond_WinsOverTheOneBefore()
    {
        await CommandAsync(CircuitCommand.Open, Held);
        await CommandAsync(CircuitCommand.Close, Held);
        var report = await CommandAsync(CircuitCommand.Open, null);

        Assert.Equal("open", Assert.Single(report.Circuits).Forced);
    }

    [Fact]
    public async Task Command_OnOneTooMany_IsRefusedAndLiftsNoOther()
    {
        for (var i = 0; i < CircuitState.MaxHolds; i++)
        {
            await CommandAsync(CircuitCommand.Open, TestGateway.Deployment(upstreamModel: $"model-{i}"));
        }

        var refused = await Assert.ThrowsAsync<RefusalException>(() => CommandAsync(CircuitCommand.Open, Held));
        var report = await CommandAsync(CircuitCommand.Close, TestGateway.Deployment(upstreamModel: "model-0"));

        Assert.Equal(("invalid_value", "deployment"), (refused.Refusal.Code, refused.Refusal.Param));
        Assert.Equal(CircuitState.MaxHolds - 1, report.Circuits.Count(row => row.Forced == "open"));
    }

    [Theory]
    [InlineData(CircuitCommand.Reset)]
    [InlineData(CircuitCommand.Close)]
    public async Task Command_ThatLetsRequestsThrough_LiftsThePausesOfAllInstances(string action)
    {
        await LookAsync();
        Rest(Held, Neighbour);

        await CommandAsync(action, null);
        Assert.Empty(_loadsOfA.Pauses("up"));
        await LookAsync();

        Assert.Empty(_loadsOfB.Pauses("up"));
        Assert.NotEmpty(_loadsOfA.Pauses("other"));
    }

    [Fact]
    public async Task Reset_OfOneDeployment_LeavesTheNeighbourItsPause()
    {
        await EnterAsync(_b, Held);
        await LookAsync();
        Rest(Held, Neighbour);

        await CommandAsync(CircuitCommand.Reset, Held);
        await LookAsync();

        Assert.Equal(Neighbour.Id, Assert.Single(_loadsOfA.Pauses("up")).Deployment);
        Assert.Equal(Neighbour.Id, Assert.Single(_loadsOfB.Pauses("up")).Deployment);
    }

    [Fact]
    public async Task Open_OfAll_KeepsThePauses()
    {
        await LookAsync();
        Rest(Held);

        await CommandAsync(CircuitCommand.Open, null);
        await LookAsync();

        Assert.Single(_loadsOfA.Pauses("up"));
        Assert.Single(_loadsOfB.Pauses("up"));
    }

    [Fact]
    public async Task Command_StoreDown_SaysSo()
    {
        _store.IsDown = true;

        Assert.Null(await _administration.CommandAsync("up", Held.Id, CircuitCommand.Open, "ops", CancellationToken.None));
    }

    private static (int Failures, CircuitStatus Status) Row(CircuitBreakers instance)
    {
        var row = instance.Report("up", Options).Circuits.Single(circuit => circuit.Deployment == Held.Id);
        return (row.Failures, row.Status);
    }

    /// <summary>They asked both instances for a pause, and so did another provider's.</summary>
    private void Rest(params Deployment[] deployments)
    {
        foreach (var loads in new[] { _loadsOfA, _loadsOfB })
        {
            Array.ForEach(deployments, deployment => loads.Of(deployment.Id).Throttle(TimeSpan.FromMinutes(1)));
            loads.Of("other/x").Throttle(TimeSpan.FromMinutes(1));
        }
    }

    private static void Fail(CircuitBreakers instance, Deployment deployment, int times)
    {
        for (var i = 0; i < times; i++)
        {
            instance.Saw(deployment, Options, isFailure: true, "upstream_timeout");
        }
    }

    private static async Task<Refusal?> EnterAsync(CircuitBreakers instance, Deployment deployment)
    {
        using var pass = await instance.EnterAsync(deployment, Options, CancellationToken.None);
        return pass.Refusal;
    }

    private async Task<CircuitReport> CommandAsync(string action, Deployment? deployment) =>
        (await _administration.CommandAsync("up", deployment?.Id, action, "ops", CancellationToken.None))!;

    /// <summary>The first request after a second brings the news.</summary>
    private async Task LookAsync()
    {
        _time.Advance(CircuitView.ReadInterval);
        await EnterAsync(_a, Neighbour);
        await EnterAsync(_b, Neighbour);
    }
}
