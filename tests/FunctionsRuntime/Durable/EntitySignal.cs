using Microsoft.DurableTask.Entities;

namespace Tollgate.FunctionsRuntime.Durable;

/// <summary>An operation on its way to an entity.</summary>
/// <param name="Target">The entity it is for.</param>
/// <param name="Operation">Name of the operation, as sent.</param>
/// <param name="Input">The operation's input as JSON; null when it has none.</param>
/// <param name="SignalTime">Not delivered before this instant, which nothing overrides.</param>
internal sealed record EntitySignal(EntityInstanceId Target, string Operation, string? Input, DateTimeOffset? SignalTime)
{
    /// <summary>Until then the delay fault keeps it back.</summary>
    public DateTimeOffset DelayedUntil { get; init; }

    public DateTimeOffset DueAt => SignalTime > DelayedUntil ? SignalTime.Value : DelayedUntil;
}
