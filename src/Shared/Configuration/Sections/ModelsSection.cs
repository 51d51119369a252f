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
        var entries = section.Entries();
        var names = entries.Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var model = entry.Section();
            var targets = TargetsSection.Read(model, table, names);
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
            else if (ModelPatterns.IsPattern(entry.Name) && table.IsOfWildcardProvider(entry.Name))
            {
                entry.Error("stands for names that are already those of that provider, which serves any; choose another");
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
            if (fallbacks.RateLimit.Concat(fallbacks.Outage).Concat(fallbacks.ContextLength).Any(name => table.DefinedName(name) == model.Name))
            {
                model.Error("fallbacks", "name the model itself, whose targets have all been asked by then; remove it");
            }
        }
    }

    /// <summary>Tells of models whose strategy decides nothing. That needs the experiments, which themselves need the models.</summary>
    public static void ReportWithoutExperiment(ConfigurationSection section, ModelTable table, RoutingOptions routing)
    {
        foreach (var model in table.Defined.Where(model => model.Strategy == RoutingStrategy.Experiment && !IsSplit(model.Name, table, routing)))
        {
            section.Notice(
                model.Name, "has the strategy \"experiment\", and no experiment of it runs: its targets are asked as under \"priority\"; add one under \"routing.experiments\"");
        }
    }

    /// <summary>A name that a pattern stands for may have an experiment of its own.</summary>
    private static bool IsSplit(string model, ModelTable table, RoutingOptions routing) => routing.Running.Keys.Any(name => table.DefinedName(name) == model);
}
