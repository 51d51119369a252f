using Tollgate.Quotas.Accounts;
using Tollgate.State;

namespace Tollgate.Tests.Quotas.Alerts;

/// <summary>A store of one account that applies everything at once.</summary>
internal sealed class HeldAccount(AccountState state, TimeProvider time) : IEntityClient
{
    private AccountState _state = state;

    public Task SignalAsync(EntityKey entity, Envelope operation, CancellationToken cancellation)
    {
        _state = AccountState.Apply(_state, operation, time.GetUtcNow());
        return Task.CompletedTask;
    }

    public ValueTask<TState?> ReadAsync<TState>(EntityKey entity, CancellationToken cancellation)
        where TState : class, IEntityState<TState> => ValueTask.FromResult((TState?)(object)_state);
}
