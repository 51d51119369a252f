namespace Tollgate.Routing.Circuits;

/// <summary>Where a circuit stands at an instant, by all that this instance knows.</summary>
/// <param name="Status">What it lets through.</param>
/// <param name="Revision">Of the transition that made it so.</param>
/// <param name="Until">When an open one becomes half open, or when a probe that is under way must have ended; Unix milliseconds, 0 where nobody knows.</param>
/// <param name="Probe">Id of the probe under way; null: nobody is trying it.</param>
/// <param name="IsShared">The rest of the fleet sees it so too; otherwise only this instance does, as yet.</param>
internal readonly record struct CircuitStanding(CircuitStatus Status, long Revision, long Until = 0, string? Probe = null, bool IsShared = true)
{
    /// <summary>An administrator holds it open: nothing else has no end.</summary>
    public bool IsHeldOpen => Status == CircuitStatus.Open && Until == 0;
}
