using Tollgate.Configuration.Reading;
using Tollgate.Models;

namespace Tollgate.Configuration.Sections;

/// <summary>Reads <c>models.&lt;name&gt;.targets</c>: deployments by name, or objects with <c>target</c>, <c>weight</c> and <c>quality</c>.</summary>
internal static class TargetsSection
{
    private const int HighestWeight = 1_000_000;
    private const int BestQuality = 100;

    public static IReadOnlyList<RouteTarget> Read(ConfigurationSection section, ModelTable table)
    {
        var targets = new List<RouteTarget>();
        var items = section.Items("targets");
        if (items.Count == 0)
        {
            section.Error("targets", "is missing or empty; list deployments, as in [\"openai/gpt-4o\"]");
        }

        foreach (var item in items)
        {
            Add(targets, item, table);
        }

        if (targets.Count > 0 && targets.TrueForAll(target => target.Weight == 0))
        {
            section.Error("targets", "all have the weight 0; give at least one a share of the traffic");
        }

        return targets;
    }

    private static void Add(List<RouteTarget> targets, ConfigurationValue item, ModelTable table)
    {
        var traits = item.IsObject ? item.Section() : null;
        var name = traits is null ? item.Text() : traits.Text("target");
        if (traits is not null && name is null)
        {
            traits.Error("target", "is missing; name a deployment, as in \"openai/gpt-4o\"");
        }

        var weight = traits?.Integer("weight", 0, HighestWeight) ?? 1;
        var quality = traits?.Integer("quality", 0, BestQuality);
        if (name is null || table.IsOfDisabledProvider(name))
        {
            return;
        }

        var found = table.Resolve(name);
        if (found.Count == 0)
        {
            item.Error($"names no configured deployment, written provider/modelId{NameSuggestion.For(name, table.DeploymentIds)}");
        }
        else if (found.Any(deployment => targets.Exists(known => known.Deployment.Id == deployment.Id)))
        {
            item.Error("is listed twice; remove one");
        }

        targets.AddRange(found.Select(deployment => new RouteTarget(deployment) { Weight = weight, Quality = quality }));
    }
}
