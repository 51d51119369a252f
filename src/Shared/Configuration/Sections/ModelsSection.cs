using Tollgate.Configuration.Reading;
using Tollgate.Models;
using Tollgate.Routing.Options;

namespace Tollgate.Configuration.Sections;

/// <summary>Reads <c>models</c>: further public names, each over targets in the order of preference.</summary>
internal static class ModelsSection
{
    public static void Read(ConfigurationSection section, ModelTable table)
    {
        var chains = new List<(ConfigurationSection Section, FallbackChains Chains)>();
        foreach (var entry in section.Entries())
        {
            var model = entry.Section();
            var targets = TargetsSection.Read(model, table);
            var fallbacks = FallbacksSection.Read(model);
            chains.Add((model, fallbacks));
            var read = new Model
            {
                Name = entry.Name,
                Targets = targets,
                Strategy = RoutingStrategyNames.Parse(model.OneOf("strategy", RoutingStrategyNames.All)),
                MaxCostUsd = model.Decimal("maxCostUsd", 1_000_000),
                Fallbacks = fallbacks,
                Hedging = HedgingSection.Read(model, targets.Count),
            };
            if (!ModelIdentifier.IsValid(entry.Name))
            {
                entry.Error($"is no model name, which {ModelIdentifier.Rule}");
            }
            else if (table.IsQualified(entry.Name))
            {
                entry.Error("is already the name of that provider's model; choose another");
            }
            else if (targets.Count == 0)
            {
                entry.Notice("is not served: its targets' providers are all disabled");
            }
            else
            {
                table.Define(read);
            }
        }

        // Chains may lead to models that are defined further down.
        foreach (var (model, fallbacks) in chains)
        {
            ModelNames.RequireKnown(model, "fallbacks", fallbacks.All, table);
        }
    }
}
