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

    /// <summary>Those of a provider's deployments that rest or are spared, by id; for people.</summary>
    public TargetPause[] Pauses(string provider) =>
    [
        .. OfProvider(provider)
            .Select(known => new TargetPause(known.Key, known.Value.ThrottledFor, known.Value.SparedFor))
            .Where(pause => pause.RestsFor > TimeSpan.Zero || pause.SparedFor > TimeSpan.Zero)
            .OrderBy(pause => pause.Deployment, StringComparer.Ordinal),
    ];

    /// <summary>Ends the pauses of a provider's deployments; also those that only callers know by name.</summary>
    public void LiftAll(string provider)
    {
        foreach (var (_, load) in OfProvider(provider))
        {
            load.Lift();
        }
    }

    /// <summary>An id begins with its provider's name, which has no slash.</summary>
    private IEnumerable<KeyValuePair<string, TargetLoad>> OfProvider(string provider) =>
        _byDeployment.Where(known => known.Key.Length > provider.Length && known.Key[provider.Length] == '/' && known.Key.StartsWith(provider, StringComparison.Ordinal));
}
