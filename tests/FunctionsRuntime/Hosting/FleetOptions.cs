using Microsoft.Extensions.DependencyInjection;

namespace Tollgate.FunctionsRuntime;

/// <summary>What all instances of a fleet share.</summary>
public sealed record FleetOptions
{
    /// <summary>The clock of the store and of every instance. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Seed of the faults and of the choice of instance. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>App settings by name, <c>__</c> for a level; an instance may add to them.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Replaces services after the app has registered its own.</summary>
    public Action<IServiceCollection>? ConfigureServices { get; init; }
}
