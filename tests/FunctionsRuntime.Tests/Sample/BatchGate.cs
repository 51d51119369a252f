namespace Tollgate.Tests.Sample;

/// <summary>Keeps an entity's operation under way until a test lets it end.</summary>
public sealed class BatchGate
{
    public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
