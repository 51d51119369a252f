using System.Collections.Concurrent;

namespace Tollgate.Routing.Targets;

/// <summary>The load of every deployment that was ever asked, by its id.</summary>
internal sealed class TargetLoads(TimeProvider time)
{
    /// <summary>Behind a provider that serves any name, callers can make up as many deployments as they like.</summary>
    private const int MostDeployments = 4096;

    private readonly TargetLoad _others = new(time);
    private readonly ConcurrentDictionary<string, TargetLoad> _byDeployment = new(StringComparer.Ordinal);

    public TargetLoad Of(string deployment) =>
        _byDeployment.TryGetValue(deployment, out var load) ? load
        : _byDeployment.Count < MostDeployments ? _byDeployment.GetOrAdd(deployment, _ => new TargetLoad(time)) : _others;
}
