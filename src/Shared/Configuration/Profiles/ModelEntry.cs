using Tollgate.Pricing;

namespace Tollgate.Configuration.Profiles;

/// <summary>One model of a provider as the operator listed it, before the catalogue fills in the rest.</summary>
internal sealed record ModelEntry
{
    /// <summary>Where it stands in the file, for messages.</summary>
    public required string Path { get; init; }

    public required string PublicName { get; init; }

    public required string UpstreamModel { get; init; }

    public string? DisplayName { get; init; }

    public int? ContextLength { get; init; }

    public int? MaxOutputTokens { get; init; }

    public ModelCapabilities? Capabilities { get; init; }

    public ModelPrice? Price { get; init; }
}
