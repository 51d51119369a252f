using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Routing.Circuits;
using Tollgate.Routing.Circuits.State;
using Tollgate.State;

namespace Tollgate.Tests.Support;

/// <summary>Circuit breakers of one instance, over a store in memory.</summary>
internal static class TestCircuits
{
    public static CircuitBreakers Create(TimeProvider time, MemoryStore<CircuitState>? store = null, string incarnation = "test") =>
        new(store ?? new MemoryStore<CircuitState>(time), new Incarnation(incarnation), new RandomIdSource(), time, NullLogger<CircuitBreakers>.Instance);
}
