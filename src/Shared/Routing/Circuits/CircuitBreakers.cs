using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Tollgate.Models;
using Tollgate.Routing.Targets;
using Tollgate.State;
using Tollgate.Telemetry;

namespace Tollgate.Routing.Circuits;

/// <summary>
/// Keeps requests from deployments that do not work. Each instance decides by what it sees and tells the others, through one entity a
/// provider; where that cannot be read, it goes by what it sees alone.
/// </summary>
internal sealed class CircuitBreakers
{
    private readonly ConcurrentDictionary<string, ProviderCircuits> _providers = new(StringComparer.Ordinal);
    private readonly Func<string, ProviderCircuits> _create;

    public CircuitBreakers(
        IEntityClient store, Incarnation incarnation, IIdSource ids, CircuitInstruments instruments, TargetLoads loads, TimeProvider time, ILogger<CircuitBreakers> log)
    {
        _create = provider => new ProviderCircuits(provider, store, incarnation, ids, instruments, loads, time, log);
        instruments.Observe(this);
    }

    /// <summary>Whether a deployment may be asked. Without waiting, and without allocating, where its circuit is known to be closed.</summary>
    public ValueTask<CircuitPass> EnterAsync(Deployment deployment, CircuitOptions options, CancellationToken cancellation)
    {
        if (!options.IsEnabled)
        {
            return ValueTask.FromResult(CircuitPass.Free);
        }

        var provider = Of(deployment.Provider.Name);
        provider.Refresh();
        return !provider.View.IsUnknown && provider.Standing(deployment.Id).Status == CircuitStatus.Closed
            ? ValueTask.FromResult(CircuitPass.Free)
            : provider.EnterAsync(deployment, options, cancellation);
    }

    /// <summary>Whether asking would be in vain, as far as this instance knows: others come first, whatever the strategy says.</summary>
    public bool IsOpen(Deployment deployment, CircuitOptions options) =>
        options.IsEnabled && Of(deployment.Provider.Name).Standing(deployment.Id) is { Status: CircuitStatus.Open } or { Probe: not null };

    /// <summary>Whether it waits for somebody to try it, as far as this instance knows.</summary>
    public bool IsHalfOpen(Deployment deployment, CircuitOptions options) =>
        options.IsEnabled && Of(deployment.Provider.Name).Standing(deployment.Id) is { Status: CircuitStatus.HalfOpen, Probe: null };

    /// <summary>Takes in how a request to a deployment ended.</summary>
    /// <param name="deployment">Which was asked.</param>
    /// <param name="options">In force for the request.</param>
    /// <param name="isFailure">See <see cref="CircuitFailures"/>.</param>
    /// <param name="reason">Code of the failure.</param>
    public void Saw(Deployment deployment, CircuitOptions options, bool isFailure, string? reason)
    {
        if (options.IsEnabled)
        {
            Of(deployment.Provider.Name).Saw(deployment.Id, isFailure, reason, options);
        }
    }

    /// <summary>How a deployment's circuit stands; null: this instance has nothing to do with it, or has not looked for long. Looks for no news.</summary>
    public CircuitStatus? Known(Deployment deployment) => _providers.TryGetValue(deployment.Provider.Name, out var circuits) ? circuits.Known(deployment.Id) : null;

    /// <summary>A provider's circuits as this instance knows them, while it looks for news.</summary>
    public CircuitReport Report(string provider, CircuitOptions options)
    {
        if (!options.IsEnabled)
        {
            return CircuitReport.AllClosed;
        }

        var circuits = Of(provider);
        circuits.Refresh();
        return circuits.Report();
    }

    public ProviderCircuits Of(string provider) => _providers.TryGetValue(provider, out var circuits) ? circuits : _providers.GetOrAdd(provider, _create);
}
