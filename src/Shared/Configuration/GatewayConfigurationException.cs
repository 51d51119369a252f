namespace Tollgate.Configuration;

/// <summary>The configuration cannot be used. Its message lists all errors, one a line.</summary>
internal sealed class GatewayConfigurationException(IReadOnlyList<ConfigurationError> errors)
    : Exception(string.Join('\n', errors))
{
    public IReadOnlyList<ConfigurationError> Errors { get; } = errors;
}
