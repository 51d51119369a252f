namespace Microsoft.DurableTask.Entities;

public record SignalEntityOptions
{
    /// <summary>The signal is not delivered before this instant.</summary>
    public DateTimeOffset? SignalTime { get; init; }
}
