namespace Tollgate.Routing.Options;

/// <summary>An A/B experiment: a model's traffic split between arms, by user.</summary>
internal sealed record ExperimentOptions
{
    public required string Name { get; init; }

    /// <summary>Off: everybody gets the model itself; what it has brought can still be read.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>The public model whose requests take part.</summary>
    public required string Model { get; init; }

    /// <summary>The first one is the control, with which the others are compared.</summary>
    public required IReadOnlyList<ExperimentArm> Arms { get; init; }
}

/// <param name="Name">As in <c>control</c>.</param>
/// <param name="Target">Public model name, or <c>provider/model</c>, that serves the arm.</param>
/// <param name="Weight">Share of the users, relative to the other arms'.</param>
internal sealed record ExperimentArm(string Name, string Target, int Weight);
