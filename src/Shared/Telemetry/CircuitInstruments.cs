using System.Diagnostics;
using System.Diagnostics.Metrics;
using Tollgate.Configuration;
using Tollgate.Routing.Circuits;

namespace Tollgate.Telemetry;

/// <summary>
/// How circuits stand, and the transitions that this instance has made. Labels are deployments that the configuration names. Those that
/// only callers name, behind a provider that serves any model, have no state here; their transitions count as <c>provider/*</c>.
/// </summary>
/// <param name="meter">The gateway's.</param>
/// <param name="configuration">The one in force.</param>
internal sealed class CircuitInstruments(Meter meter, Func<GatewayConfiguration> configuration)
{
    private readonly Counter<long> _transitions =
        meter.CreateCounter<long>(TelemetryNames.CircuitTransitions, null, "Transitions of circuits, each by the instance that makes it");

    /// <summary>From now on each export tells how these stand. Nothing is read for it: what this instance does not know is left out.</summary>
    public void Observe(CircuitBreakers circuits) =>
        meter.CreateObservableGauge(TelemetryNames.CircuitState, () => Standings(circuits), null, "0 closed, 1 half-open, 2 open, as this instance knows it");

    /// <param name="provider">Whose circuit it is.</param>
    /// <param name="deployment">Null: all of the provider's, by one command.</param>
    /// <param name="to">As the history spells it.</param>
    public void Moved(string provider, string? deployment, string to) => _transitions.Add(1, new TagList
    {
        { TelemetryNames.Provider, provider },
        { TelemetryNames.Deployment, configuration().Deployments.Any(known => known.Id == deployment) ? deployment : $"{provider}/*" },
        { TelemetryNames.To, to },
    });

    private IEnumerable<Measurement<int>> Standings(CircuitBreakers circuits)
    {
        var current = configuration();
        if (!current.Circuits.IsEnabled)
        {
            yield break;
        }

        foreach (var deployment in current.Deployments)
        {
            if (circuits.Known(deployment) is { } status)
            {
                yield return new Measurement<int>(
                    (int)status,
                    new KeyValuePair<string, object?>(TelemetryNames.Provider, deployment.Provider.Name),
                    new KeyValuePair<string, object?>(TelemetryNames.Deployment, deployment.Id));
            }
        }
    }
}
