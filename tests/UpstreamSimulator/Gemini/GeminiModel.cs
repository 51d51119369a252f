namespace Tollgate.UpstreamSimulator.Gemini;

/// <summary>A model, and the faults that its name asks for: <c>models/gemini-2.5-flash+cut-after-3</c>.</summary>
internal sealed record GeminiModel(string Name, IReadOnlyList<Fault> Faults)
{
    private const string Collection = "models/";

    /// <summary>Thinks before it answers.</summary>
    public bool Reasons => Name.StartsWith("gemini-2.5", StringComparison.Ordinal) || Signs;

    /// <summary>Signs its function calls, and wants the signature back.</summary>
    public bool Signs => Name.StartsWith("gemini-3", StringComparison.Ordinal);

    public bool Embeds => Name.Contains("embedding", StringComparison.Ordinal);

    /// <exception cref="GeminiRefusedException">404: there is no such model.</exception>
    public static GeminiModel Find(string resource)
    {
        var parts = resource.StartsWith(Collection, StringComparison.Ordinal) ? resource[Collection.Length..].Split('+') : [""];
        if (!parts[0].StartsWith("gemini-", StringComparison.Ordinal))
            throw Missing(resource);

        var faults = new List<Fault>();
        foreach (var name in parts[1..])
            faults.Add(FaultNames.TryFind(name, out var fault) ? fault : throw Missing(resource));
        return new GeminiModel(parts[0], faults);
    }

    private static GeminiRefusedException Missing(string resource) => new(new UpstreamError(
        404, "", null, $"{resource} is not found for API version v1beta, or is not supported for generateContent. Call ListModels to see the list of available models and their supported methods."));
}
