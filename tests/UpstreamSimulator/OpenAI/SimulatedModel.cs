namespace Tollgate.UpstreamSimulator.OpenAI;

/// <summary>A model, and the faults that the rest of its name asks for.</summary>
internal sealed record SimulatedModel(string Name, ModelKind Kind, IReadOnlyList<Fault> Faults)
{
    private static readonly string[] ReasoningPrefixes = ["o1", "o3", "o4", "gpt-5"];

    /// <summary>Answers name a dated snapshot and not the model asked for, as OpenAI's do.</summary>
    public string Snapshot => $"{Name}-2026-01-01";

    /// <summary>Thinks before it answers and refuses the old <c>max_tokens</c>.</summary>
    public bool Reasons =>
        Name.Contains("reasoning", StringComparison.Ordinal) && Kind is not ModelKind.Any
        || ReasoningPrefixes.Any(prefix => Name.StartsWith(prefix, StringComparison.Ordinal));

    public static ModelKind KindOf(string name) =>
        name.Contains("embedding", StringComparison.Ordinal) ? ModelKind.Embedding
        : name.Contains("instruct", StringComparison.Ordinal) ? ModelKind.Instruct
        : ModelKind.Chat;
}
