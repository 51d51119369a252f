namespace Tollgate.FunctionsRuntime.AzureMonitor;

/// <param name="Name">What the table's rows go by.</param>
/// <param name="Dimensions"><c>customDimensions</c>.</param>
public sealed record TelemetryRow(string Name, IReadOnlyDictionary<string, object?> Dimensions);
