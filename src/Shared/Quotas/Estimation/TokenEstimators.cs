using System.Collections.Concurrent;
using Tollgate.Models;

namespace Tollgate.Quotas.Estimation;

/// <summary>One estimator a deployment, kept while the process lives.</summary>
internal sealed class TokenEstimators
{
    /// <summary>A provider that serves any name that clients think of must not fill the memory: deployments beyond share one.</summary>
    private const int MostDeployments = 4_096;

    private readonly ConcurrentDictionary<string, TokenEstimator> _byDeployment = new(StringComparer.Ordinal);
    private readonly TokenEstimator _others = new();
    private int _count;

    public TokenEstimator For(Deployment deployment)
    {
        if (_byDeployment.TryGetValue(deployment.Id, out var known))
        {
            return known;
        }

        if (Volatile.Read(ref _count) >= MostDeployments)
        {
            return _others;
        }

        var added = new TokenEstimator();
        var kept = _byDeployment.GetOrAdd(deployment.Id, added);
        if (ReferenceEquals(added, kept))
        {
            Interlocked.Increment(ref _count);
        }

        return kept;
    }
}
