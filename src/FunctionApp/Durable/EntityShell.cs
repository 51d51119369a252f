namespace Tollgate.FunctionApp.Durable;

/// <summary>What the state client and the entity shells agree on.</summary>
internal static class EntityShell
{
    /// <summary>The one operation that every entity has: the public method of <see cref="EntityShell{TState}"/>.</summary>
    public const string Operation = nameof(EntityShell<>.Apply);
}
