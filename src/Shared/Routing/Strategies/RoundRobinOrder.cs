using System.Collections.Concurrent;
using Tollgate.Models;

namespace Tollgate.Routing.Strategies;

/// <summary>Each in turn. Instances take turns on their own: over a fleet, the turns even out.</summary>
internal sealed class RoundRobinOrder : ITargetOrder
{
    private readonly ConcurrentDictionary<string, Turn> _turns = new(StringComparer.Ordinal);

    public void Arrange(Span<RouteTarget> targets, in RouteQuestion question)
    {
        var turn = _turns.GetOrAdd(question.Model.Name, static _ => new Turn()).Next();
        Rotate(targets, (int)(turn % (uint)targets.Length));
    }

    private static void Rotate(Span<RouteTarget> targets, int by)
    {
        targets[..by].Reverse();
        targets[by..].Reverse();
        targets.Reverse();
    }

    private sealed class Turn
    {
        private uint _next = uint.MaxValue;

        public uint Next() => Interlocked.Increment(ref _next);
    }
}
