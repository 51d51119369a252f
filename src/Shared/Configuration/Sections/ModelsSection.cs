using Tollgate.Configuration.Reading;
using Tollgate.Models;

namespace Tollgate.Configuration.Sections;

/// <summary>Reads <c>models</c>: further public names, each over deployments in the order of preference.</summary>
internal static class ModelsSection
{
    public static void Read(ConfigurationSection section, ModelTable table)
    {
        foreach (var entry in section.Entries())
        {
            var deployments = ReadTargets(entry.Section(), table);
            if (!ModelIdentifier.IsValid(entry.Name))
            {
                entry.Error($"is no model name, which {ModelIdentifier.Rule}");
            }
            else if (table.IsQualified(entry.Name))
            {
                entry.Error("is already the name of that provider's model; choose another");
            }
            else if (deployments.Count == 0)
            {
                entry.Notice("is not served: its targets' providers are all disabled");
            }
            else
            {
                table.Define(entry.Name, deployments);
            }
        }
    }

    private static List<Deployment> ReadTargets(ConfigurationSection section, ModelTable table)
    {
        var deployments = new List<Deployment>();
        var items = section.Items("targets");
        if (items.Count == 0)
        {
            section.Error("targets", "is missing or empty; list deployments, as in [\"openai/gpt-4o\"]");
        }

        foreach (var item in items)
        {
            if (item.Text() is not { } target || table.IsOfDisabledProvider(target))
            {
                continue;
            }

            var found = table.Resolve(target);
            if (found.Count == 0)
            {
                item.Error($"names no configured deployment, written provider/modelId{NameSuggestion.For(target, table.DeploymentIds)}");
            }
            else if (found.Any(deployment => deployments.Any(known => known.Id == deployment.Id)))
            {
                item.Error("is listed twice; remove one");
            }

            deployments.AddRange(found);
        }

        return deployments;
    }
}
