namespace Tollgate.Configuration;

/// <summary>The outcome of <see cref="GatewayConfigurationLoader"/>: a configuration, or every error in it.</summary>
internal sealed record ConfigurationResult
{
    /// <summary>Null exactly when there are errors.</summary>
    public GatewayConfiguration? Configuration { get; init; }

    public IReadOnlyList<ConfigurationError> Errors { get; init; } = [];

    /// <summary>For the start-up log: what was taken from where, and what was set to no effect.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <exception cref="GatewayConfigurationException">There are errors.</exception>
    public GatewayConfiguration GetOrThrow() => Configuration ?? throw new GatewayConfigurationException(Errors);
}
