using Tollgate.Pricing;

namespace Tollgate.Models;

/// <summary>A public model name and the deployments that can serve it, in the operator's order.</summary>
internal sealed record Model
{
    public required string Name { get; init; }

    public required IReadOnlyList<Deployment> Deployments { get; init; }

    /// <summary>Facts shown for the model: those of its first deployment.</summary>
    public ModelInfo Info => Deployments[0].Info;
}
