using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Models;
using Tollgate.Routing.Circuits;
using Tollgate.Routing.Circuits.State;
using Tollgate.Routing.Targets;
using Tollgate.State;
using Tollgate.Telemetry;
using Tollgate.Testing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Telemetry;

public sealed class CircuitTelemetryTests : IDisposable
{
    private static readonly CircuitOptions Options = new() { FailureThreshold = 3, RecoveryTimeout = TimeSpan.FromSeconds(30) };
    private static readonly Deployment Configured = TestGateway.Deployment();

    /// <summary>Behind a provider that serves any name, as a caller may ask for it.</summary>
    private static readonly Deployment MadeUp = TestGateway.Deployment(upstreamModel: "made-up");

    private readonly ManualTimeProvider _time = new();
    private readonly MemoryStore<CircuitState> _store;
    private readonly GatewayMetrics _metrics = new();
    private readonly GatewayMetrics _others = new();
    private readonly CircuitInstruments _instruments;
    private readonly CircuitBreakers _circuits;
    private readonly CircuitBreakers _other;
    private readonly MeterListener _listener = new();
    private readonly List<string> _seen = [];

    public CircuitTelemetryTests()
    {
        _store = new MemoryStore<CircuitState>(_time);
        _instruments = TestCircuits.Instruments(_metrics);
        _circuits = TestCircuits.Create(_time, _store, "a", _instruments);
        _other = TestCircuits.Create(_time, _store, "b", TestCircuits.Instruments(_others));
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, _metrics.Meter))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => _seen.Add(Line(instrument, value, tags)));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _seen.Add(Line(instrument, value, tags)));
        _listener.Start();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _metrics.Dispose();
        _others.Dispose();
    }

    [Fact]
    public async Task State_OfACircuit_IsToldAsItMoves()
    {
        await EnterAsync(_circuits, Configured);
        Assert.Equal(["llm_circuit_state up up/upstream-model = 0"], States());

        Fail(_circuits, Configured);
        Assert.Equal(["llm_circuit_state up up/upstream-model = 2"], States());

        _time.Advance(Options.RecoveryTimeout);
        Assert.Equal(["llm_circuit_state up up/upstream-model = 1"], States());
    }

    [Fact]
    public async Task State_OpenedByAnotherInstance_IsToldHereToo()
    {
        Fail(_other, Configured);
        await EnterAsync(_circuits, Configured);

        Assert.Equal(["llm_circuit_state up up/upstream-model = 2"], States());
    }

    [Fact]
    public async Task State_NothingAskedLately_IsLeftOutAndReadsNothing()
    {
        Assert.Empty(States());
        await EnterAsync(_circuits, Configured);
        _time.Advance(TimeSpan.FromMinutes(2));

        Assert.Empty(States());
        Assert.Equal(1, _store.Reads);
    }

    [Fact]
    public async Task MadeUpDeployments_MakeNoTimeSeriesOfTheirOwn()
    {
        await EnterAsync(_circuits, MadeUp);
        Fail(_circuits, MadeUp);

        Assert.Equal(["llm_circuit_transitions_total up up/* open = 1"], _seen);
        Assert.Empty(States());
    }

    [Fact]
    public async Task Transitions_OfATripAndItsTrial_CountOnceWhereTheyAreMade()
    {
        Fail(_circuits, Configured);
        await EnterAsync(_other, Configured);
        _time.Advance(Options.RecoveryTimeout);
        using (var trial = await _circuits.EnterAsync(Configured, Options, CancellationToken.None))
        {
            trial.Failed("upstream_timeout");
        }

        _time.Advance(Options.RecoveryTimeout);
        using (var trial = await _circuits.EnterAsync(Configured, Options, CancellationToken.None))
        {
            trial.Succeeded();
        }

        await EnterAsync(_other, Configured);
        string[] expected =
        [
            "llm_circuit_transitions_total up up/upstream-model open = 1",
            "llm_circuit_transitions_total up up/upstream-model open = 1",
            "llm_circuit_transitions_total up up/upstream-model closed = 1",
        ];
        Assert.Equal(expected, _seen);
    }

    [Theory]
    [InlineData(CircuitCommand.Open, "forced_open")]
    [InlineData(CircuitCommand.Close, "forced_closed")]
    [InlineData(CircuitCommand.Reset, "reset")]
    public async Task Transitions_ByAnAdministrator_CountForTheProvider(string action, string to)
    {
        var administration = new CircuitAdministration(_circuits, new TargetLoads(_time), new RandomIdSource(), _instruments, _time, NullLogger<CircuitAdministration>.Instance);

        await administration.CommandAsync("up", null, action, "ops", CancellationToken.None);

        Assert.Equal([$"llm_circuit_transitions_total up up/* {to} = 1"], _seen);
    }

    [Theory]
    [InlineData("up/upstream-model", "up/upstream-model")]
    [InlineData("up/made-up", "up/*")]
    public async Task Transitions_ByAnAdministratorOnOne_CountForItIfItIsConfigured(string deployment, string label)
    {
        var administration = new CircuitAdministration(_circuits, new TargetLoads(_time), new RandomIdSource(), _instruments, _time, NullLogger<CircuitAdministration>.Instance);

        await administration.CommandAsync("up", deployment, CircuitCommand.Open, "ops", CancellationToken.None);

        Assert.Equal([$"llm_circuit_transitions_total up {label} forced_open = 1"], _seen);
    }

    private static void Fail(CircuitBreakers instance, Deployment deployment)
    {
        for (var i = 0; i < Options.FailureThreshold; i++)
        {
            instance.Saw(deployment, Options, isFailure: true, "upstream_timeout");
        }
    }

    private static async Task EnterAsync(CircuitBreakers instance, Deployment deployment) =>
        (await instance.EnterAsync(deployment, Options, CancellationToken.None)).Dispose();

    private static string Line(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var line = instrument.Name;
        foreach (var (_, tag) in tags)
        {
            line += $" {tag}";
        }

        return $"{line} = {value}";
    }

    private List<string> States()
    {
        _seen.Clear();
        _listener.RecordObservableInstruments();
        return [.. _seen];
    }
}
