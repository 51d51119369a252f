namespace Tollgate.Pricing;

/// <summary>What is known of one model at one provider: a row of the catalogue, or of <c>gateway.json</c>.</summary>
internal sealed record ModelInfo
{
    /// <summary>The id the provider knows it by, and must be asked for by.</summary>
    public required string Id { get; init; }

    /// <summary>Other names of this very model, never those of a predecessor. Not every provider accepts them itself.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>For people, as in <c>GPT-4o mini</c>.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Input and output together, in tokens.</summary>
    public int? ContextLength { get; init; }

    /// <summary>In tokens.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>None: nothing is known, as of a model behind a custom base URL.</summary>
    public ModelCapabilities Capabilities { get; init; }

    /// <summary>Neither the catalogue nor the operator told the capabilities: they are what models commonly can, and prove nothing.</summary>
    public bool AreCapabilitiesAssumed { get; init; }

    public required ModelPrice Price { get; init; }

    /// <summary>Served at once when its provider has a key in the environment and no file says otherwise.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Whether it is worth asking the model for this: a model of which nothing is known is always asked.</summary>
    public bool Can(ModelCapabilities capability) => Capabilities == ModelCapabilities.None || Capabilities.HasFlag(capability);
}
