namespace Tollgate.State;

/// <summary>
/// The port to durable state, shaped like Durable Entities because that is its main home; SelfHost's file store and the
/// tests' simulator keep the same promises and no more.
/// </summary>
internal interface IEntityClient
{
    /// <summary>
    /// Sends a one-way operation: delivered at least once, possibly late, twice or out of order. Completes when the
    /// operation is durably enqueued; a failure means that it may or may not have been.
    /// </summary>
    Task SignalAsync(EntityKey entity, Envelope operation, CancellationToken cancellation);

    /// <summary>
    /// The last committed state, which may lag behind signals already sent; null when the entity has none. The caller owns
    /// the returned object: it shares nothing with the store.
    /// </summary>
    ValueTask<TState?> ReadAsync<TState>(EntityKey entity, CancellationToken cancellation)
        where TState : class, IEntityState<TState>;
}
