namespace Tollgate.Health.Checks;

/// <summary>How the last check of a provider went.</summary>
/// <param name="At">When it ended.</param>
/// <param name="Latency">Until the head of the answer, or the failure.</param>
/// <param name="Failure">Code; null: the provider is there.</param>
/// <param name="FailuresInARow">This one and those just before it; 0 where it did not fail.</param>
internal sealed record CheckResult(DateTimeOffset At, TimeSpan Latency, string? Failure, int FailuresInARow)
{
    /// <summary>One check may be lost on the way, or meet a restart; as many in a row as this are no chance.</summary>
    public const int FailingAfter = 3;

    /// <summary>Others are asked first, and the provider is told to be unhealthy, until a check succeeds.</summary>
    public bool IsFailing => FailuresInARow >= FailingAfter;
}
