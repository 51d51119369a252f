namespace Tollgate.FunctionsRuntime.Durable;

/// <summary>What a batch leaves: the state to save, the signals it sent, and what its failed operations threw.</summary>
internal sealed record EntityBatchResult(string? State, IReadOnlyList<EntitySignal> Sent, IReadOnlyList<Exception> Failures);
