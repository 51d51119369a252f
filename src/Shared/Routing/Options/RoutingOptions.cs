using System.Collections.Frozen;

namespace Tollgate.Routing.Options;

/// <summary>What an operator decided about routing as a whole.</summary>
internal sealed record RoutingOptions
{
    public static RoutingOptions Default { get; } = new();

    /// <summary>Off: the first target that can serve a request gets it, once.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>For models that do not say themselves.</summary>
    public RoutingStrategy Strategy { get; init; } = RoutingStrategy.Priority;

    public IReadOnlyList<RoutingRule> Rules { get; init; } = [];

    /// <summary>Serves requests that name no model, where a surface allows that; null: the first model that chats.</summary>
    public string? DefaultModel { get; init; }

    /// <summary>Public model names by the kind of task that a client names, in lower case.</summary>
    public FrozenDictionary<string, string> TaskTypes { get; init; } = FrozenDictionary<string, string>.Empty;

    public RetryOptions Retries { get; init; } = new();

    /// <summary>The retries in force.</summary>
    public RetryOptions Effective => IsEnabled ? Retries : Once;

    private static RetryOptions Once { get; } = new() { MaxAttempts = 1 };

    /// <summary>All experiments by their names, those that do not run included.</summary>
    public FrozenDictionary<string, ExperimentOptions> Experiments
    {
        get;
        init
        {
            field = value;
            Running = value.Values.Where(experiment => experiment.IsEnabled)
                .ToFrozenDictionary(experiment => experiment.Model, StringComparer.Ordinal);
        }
    } = FrozenDictionary<string, ExperimentOptions>.Empty;

    /// <summary>Running experiments by the public model name whose traffic they split.</summary>
    public FrozenDictionary<string, ExperimentOptions> Running { get; private init; } = FrozenDictionary<string, ExperimentOptions>.Empty;
}
