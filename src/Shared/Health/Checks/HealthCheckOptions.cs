namespace Tollgate.Health.Checks;

/// <summary>How a provider is asked whether it is there, besides the requests of clients.</summary>
/// <param name="Interval">Between two checks of an instance. Default 30 s, range 5 to 3600.</param>
/// <param name="Path">Below the provider's base URL. Default <c>/models</c>, which costs nothing.</param>
internal sealed record HealthCheckOptions(TimeSpan Interval, string Path);
