namespace Tollgate.Models;

/// <summary>A deployment as one of those that serve a public model name.</summary>
/// <param name="Deployment">Where a request is sent.</param>
internal sealed record RouteTarget(Deployment Deployment)
{
    /// <summary>Share of the traffic under <c>weighted</c>, relative to the other targets'. 0: only when nothing else is left.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>
    /// How good the operator finds its answers, 0 to 100, for <c>quality</c>. Null: nobody said, and the dearer model is taken for
    /// the better one.
    /// </summary>
    public int? Quality { get; init; }
}
