namespace Tollgate.Routing.Circuits;

/// <summary>When a deployment's circuit opens, and for how long.</summary>
internal sealed record CircuitOptions
{
    public static CircuitOptions Default { get; } = new();

    /// <summary>Off: every deployment is always tried.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>Failures in a row that open a circuit. Default 5, range 1 to 1000.</summary>
    public int FailureThreshold { get; init; } = 5;

    /// <summary>Part of the requests in <see cref="Sampling"/> whose failure opens it. Default 0.5, above 0 to 1.</summary>
    public double FailureRatio { get; init; } = 0.5;

    /// <summary>Fewer requests in <see cref="Sampling"/> than this say nothing of the ratio. Default 10, range 2 to 10000.</summary>
    public int MinimumRequests { get; init; } = 10;

    /// <summary>What the ratio is taken over.</summary>
    public TimeSpan Sampling { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an open circuit lets nothing through before it tries one request. Default 30 s, range 1 to 3600.</summary>
    public TimeSpan RecoveryTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
