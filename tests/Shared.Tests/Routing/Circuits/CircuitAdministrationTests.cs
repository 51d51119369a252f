using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Routing.Circuits;
using Tollgate.Routing.Circuits.State;
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
    private readonly CircuitAdministration _administration;

    public CircuitAdministrationTests()
    {
        _store = new MemoryStore<CircuitState>(_time);
        var instruments = TestCircuits.Instruments(_metrics);
        (_a, _b) = (TestCircuits.Create(_time, _store, "a", instruments), TestCircuits.Create(_time, _store, "b"));
        _administration = new CircuitAdministration(_a, new RandomIdSource(), instruments, _time, NullLogger<CircuitAdministration>.Instance);
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

    [Fact]
    public async Task Command_StoreDown_SaysSo()
    {
        _store.IsDown = true;

        Assert.Null(await _administration.CommandAsync("up", Held.Id, CircuitCommand.Open, "ops", CancellationToken.None));
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
