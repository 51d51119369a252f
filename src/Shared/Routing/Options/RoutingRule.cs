namespace Tollgate.Routing.Options;

/// <summary>Sends requests that fit to another model, or by another strategy. The first rule that fits applies.</summary>
internal sealed record RoutingRule
{
    /// <summary>The model asked for, with <c>*</c> for any characters; null: any.</summary>
    public string? Model { get; init; }

    /// <summary>The kind of task the client named; null: any, or none.</summary>
    public string? TaskType { get; init; }

    public string? Tenant { get; init; }

    /// <summary>The public model to use instead; null: the one asked for.</summary>
    public string? Route { get; init; }

    public RoutingStrategy? Strategy { get; init; }

    public bool Fits(string model, string? taskType, string tenant) =>
        (Model is null || Wildcard.Matches(Model, model))
        && (TaskType is null || string.Equals(TaskType, taskType, StringComparison.OrdinalIgnoreCase))
        && (Tenant is null || Tenant == tenant);
}
