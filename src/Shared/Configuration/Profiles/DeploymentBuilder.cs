using Tollgate.Models;
using Tollgate.Pricing;

namespace Tollgate.Configuration.Profiles;

/// <summary>Completes listed models to deployments: facts from the catalogue, and a price in any case.</summary>
internal sealed class DeploymentBuilder(IModelCatalogue catalogue, PriceOverrides prices, ConfigurationFindings findings)
{
    /// <summary>The models that a provider serves when the operator lists none.</summary>
    public IReadOnlyList<ModelEntry> DefaultsOf(ProviderProfile profile, string path) =>
    [
        .. catalogue.DefaultsOf(profile.Type)
            .Select(info => new ModelEntry { Path = path, PublicName = info.Id, Aliases = info.Aliases }),
    ];

    public ServedModel Build(ProviderProfile profile, ProviderOptions options, ModelEntry entry)
    {
        var known = Find(profile, entry);
        var upstream = entry.UpstreamModel ?? (profile.NamesDeployments ? null : known?.Id) ?? entry.PublicName;
        if (options.Aws is { } aws && entry.UpstreamModel is null)
        {
            upstream = InferenceProfile.Apply(upstream, aws);

            // A profile may have a price of its own.
            known = catalogue.Find(profile.Type, upstream) ?? known;
        }

        var deployment = new Deployment
        {
            Id = $"{options.Name}/{upstream}",
            Provider = options,
            UpstreamModel = upstream,
            Info = Describe(entry, upstream, known, PriceOf(profile, options.Name, upstream, entry, known)),
        };
        return new ServedModel(deployment, entry.PublicName, entry.Aliases, entry.Limits);
    }

    private static ModelInfo Describe(ModelEntry entry, string upstream, ModelInfo? known, ModelPrice price) => new()
    {
        Id = upstream,
        Aliases = entry.Aliases,
        DisplayName = entry.DisplayName ?? known?.DisplayName,
        ContextLength = entry.ContextLength ?? known?.ContextLength,
        MaxOutputTokens = entry.MaxOutputTokens ?? known?.MaxOutputTokens,
        Capabilities = entry.Capabilities ?? known?.Capabilities ?? UnknownModel.Capabilities,
        AreCapabilitiesAssumed = (entry.Capabilities ?? known?.Capabilities) is null,
        Price = price,
        IsDefault = known?.IsDefault ?? false,
    };

    private ModelInfo? Find(ProviderProfile profile, ModelEntry entry) =>
        (profile.NamesDeployments ? catalogue.Find(profile.Type, entry.PublicName) : null)
        ?? catalogue.Find(profile.Type, entry.UpstreamModel ?? entry.PublicName);

    private ModelPrice PriceOf(ProviderProfile profile, string provider, string upstream, ModelEntry entry, ModelInfo? known)
    {
        var id = $"{provider}/{upstream}";
        var overriding = prices.Take(id) ?? prices.Take($"{provider}/{entry.PublicName}");
        if (entry.Price is not null && overriding is not null)
        {
            findings.Error($"{entry.Path}.price", $"is given here and under prices[\"{id}\"]; remove one");
        }

        if ((entry.Price ?? overriding ?? known?.Price ?? (profile.IsFree ? UnknownModel.Free : prices.Default)) is { } price)
        {
            return price;
        }

        findings.Error(
            entry.Path,
            $"has no known price; set prices[\"{id}\"] to {{\"input\": …, \"output\": …}} in USD per million tokens (0 is allowed)");
        return UnknownModel.Free;
    }
}
