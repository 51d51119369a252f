using System.Collections.Concurrent;

namespace Tollgate.UpstreamSimulator;

/// <summary>Faults that tests lined up: one set for each model call to come, in order.</summary>
internal sealed class FaultQueue
{
    private readonly ConcurrentQueue<Fault[]> _sets = new();

    public void Enqueue(Fault[] faults) => _sets.Enqueue(faults);

    public Fault[] Take() => _sets.TryDequeue(out var faults) ? faults : [];

    public void Clear() => _sets.Clear();
}
