using Tollgate.Configuration.Reading;
using Tollgate.Models;

namespace Tollgate.Configuration.Sections;

/// <summary>Reads <c>models.&lt;name&gt;.targets</c>: deployments by name, or objects with <c>target</c>, <c>weight</c> and <c>quality</c>.</summary>
internal static class TargetsSection
{
    private const int HighestWeight = 1_000_000;
    private const int BestQuality = 100;

    /// <param name="section">The model's.</param>
    /// <param name="table">What there is to name.</param>
    /// <param name="models">All names under <c>models</c>, also those further down.</param>
    public static IReadOnlyList<RouteTarget> Read(ConfigurationSection section, ModelTable table, IReadOnlySet<string> models)
    {
        var targets = new List<RouteTarget>();
        var items = section.Items("targets");
        if (items.Count == 0)
        {
            section.Error("targets", "is missing or empty; list deployments, as in [\"openai/gpt-4o\"]");
        }

        foreach (var item in items)
        {
            Add(targets, item, table, models);
        }

        if (targets.Count > 0 && targets.TrueForAll(target => target.Weight == 0))
        {
            section.Error("targets", "all have the weight 0; give at least one a share of the traffic");
        }

        return targets;
    }

    private static void Add(List<RouteTarget> targets, ConfigurationValue item, ModelTable table, IReadOnlySet<string> models)
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
            item.Error(WhyNone(name, table, models));
        }
        else if (found.Any(deployment => targets.Exists(known => known.Deployment.Id == deployment.Id)))
        {
            item.Error("is listed twice; remove one");
        }

        targets.AddRange(found.Select(deployment => new RouteTarget(deployment) { Weight = weight, Quality = quality }));
    }

    /// <summary>A model of models is what most people mean by a public name here: they are told what it is made of.</summary>
    private static string WhyNone(string name, ModelTable table, IReadOnlySet<string> models)
    {
        string[] deployments = [.. table.FindPublic(name).Select(deployment => $"\"{deployment.Id}\"")];
        return deployments.Length > 0 || models.Contains(name)
            ? $"is a public model, where a deployment is needed, written provider/modelId: list {(deployments.Length > 0 ? string.Join(", ", deployments) : "its targets")} instead, or name the model under \"fallbacks\""
            : $"names no configured deployment, written provider/modelId{NameSuggestion.For(name, table.DeploymentIds)}";
    }
}
