namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a timer function is told of its occurrence.</summary>
public class TimerInfo
{
    public bool IsPastDue { get; set; }
}
