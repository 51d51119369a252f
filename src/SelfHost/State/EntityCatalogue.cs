using Tollgate.State;

namespace Tollgate.SelfHost.State;

/// <summary>The reducers that a store runs, by kind.</summary>
internal sealed class EntityCatalogue
{
    private readonly Dictionary<string, Func<Entity>> _factories = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">Its kind is registered already.</exception>
    public EntityCatalogue Add<TState>()
        where TState : class, IEntityState<TState>
    {
        _factories.Add(TState.Kind, () => new KnownEntity<TState>());
        return this;
    }

    public bool Knows(string kind) => _factories.ContainsKey(kind);

    public Entity Create(string kind) => _factories.TryGetValue(kind, out var create) ? create() : new UnknownEntity();
}
