using System.Collections.Concurrent;

namespace Tollgate.FunctionsRuntime.AzureMonitor;

/// <summary>What the app has sent, in the tables that queries ask.</summary>
public sealed class ApplicationInsights
{
    /// <summary>Rows of <c>traces</c>: log lines by their category.</summary>
    public ConcurrentQueue<TelemetryRow> Traces { get; } = new();

    /// <summary>Rows of <c>dependencies</c>: spans by their name.</summary>
    public ConcurrentQueue<TelemetryRow> Dependencies { get; } = new();

    /// <summary>Rows of <c>customMetrics</c>: instruments by their name.</summary>
    public ConcurrentQueue<TelemetryRow> CustomMetrics { get; } = new();
}
