using Tollgate.Health.Checks;
using Tollgate.Routing.Circuits;
using Tollgate.Routing.Targets;

namespace Tollgate.Health;

/// <summary>How one provider does, as far as this instance knows.</summary>
/// <param name="Name">From the configuration.</param>
/// <param name="Summary">What was lately seen of it here.</param>
/// <param name="Circuit">Its circuits, which the fleet shares.</param>
internal sealed record ProviderReport(string Name, ProviderSummary Summary, CircuitReport Circuit)
{
    /// <summary>Of its deployments, by id. A provider that limits the gateway is well all the same.</summary>
    public IReadOnlyList<TargetPause> Pauses { get; init; } = [];

    /// <summary>Null: it is not checked, or was not yet.</summary>
    public CheckResult? LastCheck { get; init; }

    public bool IsHealthy => Summary.IsHealthy && Circuit.Status != CircuitStatus.Open && LastCheck is not { IsFailing: true };
}
