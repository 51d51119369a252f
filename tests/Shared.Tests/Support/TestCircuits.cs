using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Routing.Circuits;
using Tollgate.Routing.Circuits.State;
using Tollgate.Routing.Targets;
using Tollgate.State;
using Tollgate.Telemetry;

namespace Tollgate.Tests.Support;

/// <summary>Circuit breakers of one instance, over a store in memory.</summary>
internal static class TestCircuits
{
    public static CircuitBreakers Create(
        TimeProvider time, MemoryStore<CircuitState>? store = null, string incarnation = "test", CircuitInstruments? instruments = null, TargetLoads? loads = null) =>
        new(
            store ?? new MemoryStore<CircuitState>(time),
            new Incarnation(incarnation),
            new RandomIdSource(),
            instruments ?? Instruments(new GatewayMetrics()),
            loads ?? new TargetLoads(time),
            time,
            NullLogger<CircuitBreakers>.Instance);

    /// <summary>Of a gateway whose configuration has one deployment.</summary>
    public static CircuitInstruments Instruments(GatewayMetrics metrics) => new(metrics.Meter, () => TestGateway.Configuration());
}
