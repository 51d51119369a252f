using System.Collections.Concurrent;
using Tollgate.State;

namespace Tollgate.Tests.Support;

/// <summary>
/// A counter that counts each operation id once, and beside it lists every run of its reducer, so that a test can tell
/// "applied once" from "applied twice and recognised".
/// </summary>
internal sealed class TallyState : IEntityState<TallyState>
{
    private static readonly ConcurrentDictionary<string, TaskCompletionSource> Applied = new();

    public static string Kind => "tally";

    public static TallyState Empty => new();

    public int Total { get; set; }

    public HashSet<string> Ids { get; set; } = [];

    public List<Delivery> Deliveries { get; set; } = [];

    public static EntityKey Key(string id) => EntityKey.Create(Kind, id);

    public static Envelope Add(string id, int amount = 1, DateTimeOffset? notBefore = null) =>
        Envelope.Create("tally.add", id, amount) with { NotBefore = notBefore };

    public static Envelope Clear(string id) => Envelope.Create("tally.clear", id, 0);

    public static Envelope Throw(string id) => Envelope.Create("tally.throw", id, 0);

    /// <summary>Completes when the reducer has run for the operation; call it before sending that.</summary>
    public static Task WhenApplied(string id) =>
        Applied.GetOrAdd(id, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public static TallyState Apply(TallyState state, Envelope operation, DateTimeOffset now)
    {
        switch (operation.Kind)
        {
            case "tally.throw":
                throw new InvalidOperationException("A reducer must not.");
            case "tally.clear":
                return Empty;
        }

        state.Deliveries.Add(new Delivery(operation.Id, now));
        if (state.Ids.Add(operation.Id))
        {
            state.Total += operation.Payload.GetInt32();
        }

        if (Applied.TryRemove(operation.Id, out var observer))
        {
            observer.SetResult();
        }

        return state;
    }

    public static bool IsSpent(TallyState state) => state.Deliveries.Count == 0;
}
