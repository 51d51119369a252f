using System.Collections.Concurrent;
using Tollgate.Analytics;
using Tollgate.Analytics.Experiments;
using Tollgate.State;
using Tollgate.Tests.Analytics;
using Tollgate.Tests.Analytics.Experiments;

namespace Tollgate.Tests.Settlement;

/// <summary>A store of usage and experiment entities that fails and dawdles as told.</summary>
internal sealed class ScriptedEntityClient : IEntityClient
{
    private readonly Lock _gate = new();
    private readonly Dictionary<EntityKey, object> _states = [];
    private readonly ConcurrentQueue<StoreFault> _faults = [];
    private TaskCompletionSource? _held;

    /// <summary>Every signal tried, failed ones included.</summary>
    public ConcurrentQueue<(EntityKey Entity, Envelope Operation)> Tried { get; } = [];

    /// <summary>While true every signal fails before it is enqueued.</summary>
    public bool IsDown { get; set; }

    public void FailNext(params StoreFault[] faults)
    {
        foreach (var fault in faults)
        {
            _faults.Enqueue(fault);
        }
    }

    /// <summary>Signals from here on commit only when the result is completed.</summary>
    public TaskCompletionSource Hold() => _held = new TaskCompletionSource();

    public async Task SignalAsync(EntityKey entity, Envelope operation, CancellationToken cancellation)
    {
        Tried.Enqueue((entity, operation));
        if (_held is { } held)
        {
            var canceled = new TaskCompletionSource();
            using (cancellation.UnsafeRegister(static canceled => ((TaskCompletionSource)canceled!).TrySetResult(), canceled))
            {
                await Task.WhenAny(held.Task, canceled.Task).ConfigureAwait(false);
            }

            cancellation.ThrowIfCancellationRequested();
        }

        var isScripted = _faults.TryDequeue(out var fault);
        if (IsDown || (isScripted && fault == StoreFault.BeforeEnqueue))
        {
            throw new IOException("The store is away.");
        }

        Commit(entity, operation);
        if (isScripted && fault == StoreFault.AfterEnqueue)
        {
            throw new TimeoutException("The store did not answer.");
        }
    }

    public void Commit(EntityKey entity, Envelope operation)
    {
        lock (_gate)
        {
            _states[entity] = entity.Kind == UsageState.Kind
                ? UsageOperation.DeliverTo(StateOf<UsageState>(entity), UsageOperation.Copy(operation))
                : ExperimentOperation.DeliverTo(StateOf<ExperimentState>(entity), UsageOperation.Copy(operation));
        }
    }

    public ValueTask<TState?> ReadAsync<TState>(EntityKey entity, CancellationToken cancellation)
        where TState : class, IEntityState<TState>
    {
        lock (_gate)
        {
            return ValueTask.FromResult(_states.TryGetValue(entity, out var state) ? UsageOperation.Copy((TState)state) : null);
        }
    }

    public UsageState Usage(string tenant, DateOnly day)
    {
        lock (_gate)
        {
            return StateOf<UsageState>(UsageState.KeyFor(tenant, day));
        }
    }

    public ExperimentState Experiment(string name)
    {
        lock (_gate)
        {
            return StateOf<ExperimentState>(ExperimentState.KeyFor(name));
        }
    }

    private TState StateOf<TState>(EntityKey entity)
        where TState : class, IEntityState<TState> => (TState?)_states.GetValueOrDefault(entity) ?? TState.Empty;
}
