namespace Tollgate.State;

/// <summary>
/// An entity is a state and a pure reducer over it: no I/O, no clock, no randomness. It never throws (an operation that
/// throws is rolled back and lost by the platform): what it cannot apply it records in the state.
/// </summary>
/// <typeparam name="TSelf">The state, a JSON-serialisable class whose properties are only ever added to.</typeparam>
public interface IEntityState<TSelf>
    where TSelf : class, IEntityState<TSelf>
{
    /// <summary>The entity's kind: lower case, letters only.</summary>
    static abstract string Kind { get; }

    /// <summary>The state before the first operation: a new object each time, because <see cref="Apply"/> may change it in place.</summary>
    static abstract TSelf Empty { get; }

    /// <summary>
    /// The next state. Idempotent and insensitive to order. It owns <paramref name="state"/> and may change it in place;
    /// the caller uses only what is returned. <paramref name="now"/> may run behind another host's clock.
    /// </summary>
    static abstract TSelf Apply(TSelf state, Envelope operation, DateTimeOffset now);

    /// <summary>
    /// Nothing is lost by forgetting this state: it holds no fact and needs to recognise no operation again. A store may
    /// then drop the entity, which reads as null until its next operation.
    /// </summary>
    static virtual bool IsSpent(TSelf state) => false;
}
