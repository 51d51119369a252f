using System.Collections.Frozen;
using Tollgate.Models;
using Tollgate.Pricing;

namespace Tollgate.Configuration;

/// <summary>
/// Models of a provider that runs on the operator's own hardware and was given no list: any name after its prefix, at no
/// price. Whether the model exists is for the provider to say.
/// </summary>
internal static class WildcardModel
{
    /// <summary>The model named <c>provider/model</c>, or null when the prefix is no wildcard provider.</summary>
    public static Model? Find(FrozenDictionary<string, ProviderOptions> wildcards, string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || wildcards.Count == 0 || !wildcards.TryGetValue(name[..slash], out var provider))
        {
            return null;
        }

        var upstream = name[(slash + 1)..];
        return ModelIdentifier.IsValid(upstream) ? new Model { Name = name, Targets = [new RouteTarget(Deploy(provider, upstream))] } : null;
    }

    private static Deployment Deploy(ProviderOptions provider, string upstream) => new()
    {
        Id = $"{provider.Name}/{upstream}",
        Provider = provider,
        UpstreamModel = upstream,
        Info = new ModelInfo { Id = upstream, Capabilities = UnknownModel.Capabilities, AreCapabilitiesAssumed = true, Price = UnknownModel.Free },
    };
}
