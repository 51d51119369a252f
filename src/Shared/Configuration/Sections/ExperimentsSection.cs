using System.Collections.Frozen;
using Tollgate.Configuration.Reading;
using Tollgate.Routing.Options;

namespace Tollgate.Configuration.Sections;

/// <summary>Reads <c>routing.experiments</c>: the traffic of a model, split between arms.</summary>
internal static class ExperimentsSection
{
    private const int MostArms = 8;
    private const int HighestWeight = 1_000_000;

    /// <summary>By their names, those that are disabled included.</summary>
    public static FrozenDictionary<string, ExperimentOptions> Read(ConfigurationSection section, ModelTable table)
    {
        var experiments = new Dictionary<string, ExperimentOptions>(StringComparer.Ordinal);
        var running = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in section.Entries())
        {
            if (!Identifier.IsValid(entry.Name))
            {
                entry.Error($"is no name of an experiment, which {Identifier.Rule}");
            }

            var given = entry.Section();
            if (ReadOne(given, table) is not { } experiment)
            {
                continue;
            }

            if (experiment.IsEnabled && !running.TryAdd(experiment.Model, experiment.Name))
            {
                given.Error("model", $"\"{experiment.Model}\" is split by the experiment \"{running[experiment.Model]}\" already; disable one");
                continue;
            }

            experiments[experiment.Name] = experiment;
        }

        return experiments.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static ExperimentOptions? ReadOne(ConfigurationSection section, ModelTable table)
    {
        var isEnabled = section.Flag("enabled") ?? true;
        var model = section.Text("model");
        if (model is null)
        {
            section.Error("model", "is missing; name the public model whose requests take part");
        }
        else
        {
            ModelNames.RequireKnown(section, "model", [model], table);
        }

        var items = section.Items("arms");
        if (items.Count is < 2 or > MostArms)
        {
            section.Error("arms", $"must be 2 to {MostArms}, the control first");
        }

        ExperimentArm[] arms = [.. items.Select(item => ReadArm(item.Section(), table)).OfType<ExperimentArm>()];
        if (arms.DistinctBy(arm => arm.Name).Count() < arms.Length)
        {
            section.Error("arms", "have the same name twice");
        }

        return model is null ? null : new ExperimentOptions { Name = section.Name, IsEnabled = isEnabled, Model = model, Arms = arms };
    }

    private static ExperimentArm? ReadArm(ConfigurationSection section, ModelTable table)
    {
        var (name, target) = (section.Text("name"), section.Text("target"));
        var weight = section.Integer("weight", 1, HighestWeight) ?? 1;
        if (name is null || target is null)
        {
            section.Error("needs a name and a target, as in {\"name\": \"control\", \"target\": \"gpt-4o\"}");
            return null;
        }

        if (!Identifier.IsValid(name))
        {
            section.Error("name", Identifier.Rule);
        }

        ModelNames.RequireKnown(section, "target", [target], table);
        return new ExperimentArm(name, target, weight);
    }
}
