namespace Tollgate.UpstreamSimulator.Cohere;

/// <summary>Models are Cohere's by their name, <c>command…</c> or <c>embed…</c>; faults follow it, each after a plus.</summary>
internal static class CohereModel
{
    public static (string Name, IReadOnlyList<Fault> Faults) Find(string name)
    {
        var parts = name.Split('+');
        if (!parts[0].StartsWith("command", StringComparison.Ordinal) && !parts[0].StartsWith("embed", StringComparison.Ordinal))
            throw Missing(name);
        return (parts[0], [.. parts[1..].Select(part => FaultNames.TryFind(part, out var fault) ? fault : throw Missing(name))]);
    }

    public static bool Reasons(string name) => name.Contains("reasoning", StringComparison.Ordinal);

    public static bool Sees(string name) => name.Contains("vision", StringComparison.Ordinal);

    private static OpenAI.RefusedException Missing(string name) => CohereErrors.Refuse(
        404, $"model '{name}' not found, make sure the correct model ID was used and that you have access to the model.");
}
