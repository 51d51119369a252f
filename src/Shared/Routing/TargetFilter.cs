using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Pricing;

namespace Tollgate.Routing;

/// <summary>Which targets can serve a request at all. Preferences are the strategies' business.</summary>
internal static class TargetFilter
{
    /// <summary>The targets that the client wants at all: without fall-back, those of the provider that it names alone.</summary>
    public static IReadOnlyList<RouteTarget> Wanted(GatewayRequest request, Model model) =>
        request.Wishes is { Fallback: false, Provider: { } provider }
            ? [.. model.Targets.Where(target => target.Deployment.Provider.Name == provider)]
            : model.Targets;

    /// <summary>The tenant's data may be processed where the target is.</summary>
    public static bool IsAllowed(GatewayRequest request, RouteTarget target)
    {
        var allowed = request.Caller.Tenant.AllowedRegions;
        return allowed.Count == 0 || (target.Deployment.Provider.Region is { } region && Contains(allowed, region));
    }

    public static bool CanServe(Operation operation, ModelInfo model) => operation switch
    {
        Operation.Chat => model.Can(ModelCapabilities.Chat),
        Operation.Completions => model.Can(ModelCapabilities.Chat) || model.Can(ModelCapabilities.Completions),
        _ => model.Can(ModelCapabilities.Embeddings),
    };

    private static bool Contains(IReadOnlyList<string> regions, string region)
    {
        for (var index = 0; index < regions.Count; index++)
        {
            // "eu" stands for "eu-central-1" and its like too.
            var allowed = regions[index];
            if (region.StartsWith(allowed, StringComparison.OrdinalIgnoreCase) && (region.Length == allowed.Length || region[allowed.Length] == '-'))
            {
                return true;
            }
        }

        return false;
    }
}
