namespace Tollgate.Routing.Options;

/// <summary>How often, and after how long, a request that failed is tried again.</summary>
internal sealed record RetryOptions
{
    /// <summary>How often providers are asked for one request, all told. Default 4, range 1 to 10.</summary>
    public int MaxAttempts { get; init; } = 4;

    /// <summary>
    /// How often the last target left is asked again. One that is not the last gives way to the next at once, unless its provider
    /// has a <c>maxRetries</c> of its own. Default 1.
    /// </summary>
    public int MaxRetries { get; init; } = 1;

    /// <summary>Longest pause before the first repetition at a target, doubling with each further one. The true pause is random below it.</summary>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>No pause is longer, and a target that asks for a longer one is not waited for.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Further attempts that failed, per request: a target that is down must not see a multiple of its load. Default 0.2.</summary>
    public double BudgetRatio { get; init; } = 0.2;
}
