using Tollgate.Models;
using Tollgate.Pricing;

namespace Tollgate.Configuration.Profiles;

/// <summary>Completes listed models to deployments: facts from the catalogue, and a price in any case.</summary>
internal sealed class DeploymentBuilder(IModelCatalogue catalogue, PriceOverrides prices, ConfigurationFindings findings)
{
    private static readonly ModelPrice Free = new() { Input = 0, Output = 0 };

    /// <summary>The models that a provider serves when the operator lists none.</summary>
    public IReadOnlyList<ModelEntry> DefaultsOf(ProviderProfile profile, string path)
    {
        var names = catalogue.DefaultsOf(profile.Type)
            .Select(info => info.Id)
            .Where(id => IsServable(profile, id))
            .ToArray();
        return [.. (names.Length > 0 ? names : profile.FallbackModels)
            .Select(name => new ModelEntry { Path = path, PublicName = name, UpstreamModel = name })];
    }

    public Deployment Build(ProviderProfile profile, ProviderOptions options, ModelEntry entry)
    {
        if (!IsServable(profile, entry.UpstreamModel))
        {
            findings.Error(
                entry.Path,
                $"cannot be served: this version reaches only models named {profile.ServablePrefix}… at {profile.Type}; remove it");
        }

        var id = $"{options.Name}/{entry.UpstreamModel}";
        var known = Find(profile, entry);
        return new Deployment
        {
            Id = id,
            Provider = options,
            UpstreamModel = entry.UpstreamModel,
            Info = new ModelInfo
            {
                Id = entry.UpstreamModel,
                DisplayName = entry.DisplayName ?? known?.DisplayName,
                ContextLength = entry.ContextLength ?? known?.ContextLength,
                MaxOutputTokens = entry.MaxOutputTokens ?? known?.MaxOutputTokens,
                Capabilities = entry.Capabilities ?? known?.Capabilities ?? ModelCapabilities.None,
                Price = PriceOf(profile, id, entry, known),
                IsDefault = known?.IsDefault ?? false,
            },
        };
    }

    private static bool IsServable(ProviderProfile profile, string model) =>
        profile.ServablePrefix is null || model.StartsWith(profile.ServablePrefix, StringComparison.Ordinal);

    private ModelInfo? Find(ProviderProfile profile, ModelEntry entry) =>
        (profile.NamesDeployments ? catalogue.Find(profile.Type, entry.PublicName) : null)
        ?? catalogue.Find(profile.Type, entry.UpstreamModel);

    private ModelPrice PriceOf(ProviderProfile profile, string id, ModelEntry entry, ModelInfo? known)
    {
        var overriding = prices.Take(id);
        if (entry.Price is not null && overriding is not null)
        {
            findings.Error($"{entry.Path}.price", $"is given here and under prices[\"{id}\"]; remove one");
        }

        if ((entry.Price ?? overriding ?? known?.Price ?? (profile.IsFree ? Free : prices.Default)) is { } price)
        {
            return price;
        }

        findings.Error(
            entry.Path,
            $"has no known price; set prices[\"{id}\"] to {{\"input\": …, \"output\": …}} in USD per million tokens (0 is allowed)");
        return Free;
    }
}
