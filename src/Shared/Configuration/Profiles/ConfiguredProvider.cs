namespace Tollgate.Configuration.Profiles;

/// <summary>A provider and what it serves, before names are resolved across providers.</summary>
internal sealed record ConfiguredProvider
{
    public required ProviderOptions Options { get; init; }

    /// <summary>Off: nothing of it is served, and what refers to it is left out with a notice.</summary>
    public required bool IsEnabled { get; init; }

    /// <summary>Serves any model name under its prefix; then <see cref="Models"/> is empty.</summary>
    public bool IsWildcard { get; init; }

    public IReadOnlyList<ServedModel> Models { get; init; } = [];
}
