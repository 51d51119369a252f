using Tollgate.Pricing;

namespace Tollgate.Configuration.Profiles;

/// <summary>One model of a provider as the operator listed it, before the catalogue fills in the rest.</summary>
internal sealed record ModelEntry
{
    /// <summary>Where it stands in the file, for messages.</summary>
    public required string Path { get; init; }

    public required string PublicName { get; init; }

    /// <summary>The name to ask the provider for. Null: the catalogue's id of the model, else the public name.</summary>
    public string? UpstreamModel { get; init; }

    /// <summary>Further public names, which are not listed to clients.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    public string? DisplayName { get; init; }

    public int? ContextLength { get; init; }

    public int? MaxOutputTokens { get; init; }

    public ModelCapabilities? Capabilities { get; init; }

    public ModelPrice? Price { get; init; }
}
