using System.Collections.Frozen;
using Tollgate.Configuration.Reading;
using Tollgate.Routing.Options;

namespace Tollgate.Configuration.Sections;

/// <summary>Reads <c>routing</c>.</summary>
internal static class RoutingSection
{
    private const int LongestBackoffMs = 60_000;
    private const int MostAttempts = 10;

    public static RoutingOptions Read(ConfigurationSection section, ModelTable table, IEnumerable<string> tenants)
    {
        var defaults = RoutingOptions.Default;
        var options = new RoutingOptions
        {
            IsEnabled = section.Flag("enabled") ?? defaults.IsEnabled,
            Strategy = RoutingStrategyNames.Parse(section.OneOf("strategy", RoutingStrategyNames.All)) ?? defaults.Strategy,
            Rules = [.. section.Items("rules").Select(item => ReadRule(item.Section(), table, tenants))],
            DefaultModel = ReadDefaultModel(section, table),
            TaskTypes = ReadTaskTypes(section.Section("taskTypes"), table),
            Retries = ReadRetries(section.Section("retries")),
            Experiments = ExperimentsSection.Read(section.Section("experiments"), table),
        };
        if (options is { Strategy: RoutingStrategy.Experiment, Running.Count: 0 })
        {
            section.Notice("strategy", "is \"experiment\", and no experiment runs: targets are asked as under \"priority\"; add one under \"experiments\"");
        }

        return options;
    }

    private static RoutingRule ReadRule(ConfigurationSection section, ModelTable table, IEnumerable<string> tenants)
    {
        var rule = new RoutingRule
        {
            Model = section.Text("model"),
            TaskType = section.Text("taskType"),
            Tenant = section.Text("tenant"),
            Route = section.Text("route"),
            Strategy = RoutingStrategyNames.Parse(section.OneOf("strategy", RoutingStrategyNames.All)),
        };
        if (rule is { Route: null, Strategy: null })
        {
            section.Error("changes nothing; say where to route by \"route\", or how by \"strategy\"");
        }

        if (rule.Route is { } route)
        {
            ModelNames.RequireKnown(section, "route", [route], table);
        }

        if (rule.Model is { } model && !model.Contains('*', StringComparison.Ordinal) && rule.Route is null)
        {
            ModelNames.RequireKnown(section, "model", [model], table);
        }

        if (rule.Tenant is { } tenant && !tenants.Contains(tenant))
        {
            section.Error("tenant", $"is no tenant of this configuration{NameSuggestion.For(tenant, tenants)}");
        }

        return rule;
    }

    private static string? ReadDefaultModel(ConfigurationSection section, ModelTable table)
    {
        var model = section.Text("defaultModel");
        if (model is not null)
        {
            ModelNames.RequireKnown(section, "defaultModel", [model], table);
        }

        return model;
    }

    private static FrozenDictionary<string, string> ReadTaskTypes(ConfigurationSection section, ModelTable table)
    {
        var models = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in section.Entries())
        {
            if (entry.Text() is not { } model)
            {
                continue;
            }

            ModelNames.RequireKnown(section, entry.Name, [model], table);
            if (!models.TryAdd(entry.Name, model))
            {
                entry.Error("is given twice, in different case; remove one");
            }
        }

        return models.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    private static RetryOptions ReadRetries(ConfigurationSection section)
    {
        var defaults = new RetryOptions();
        var options = new RetryOptions
        {
            MaxAttempts = section.Integer("maxAttempts", 1, MostAttempts) ?? defaults.MaxAttempts,
            MaxRetries = section.Integer("maxRetries", 0, MostAttempts) ?? defaults.MaxRetries,
            Backoff = Milliseconds(section, "backoffMs") ?? defaults.Backoff,
            MaxBackoff = Milliseconds(section, "maxBackoffMs") ?? defaults.MaxBackoff,
            BudgetRatio = (double)(section.Decimal("budgetRatio", 1) ?? (decimal)defaults.BudgetRatio),
        };
        if (options.Backoff > options.MaxBackoff)
        {
            section.Error("maxBackoffMs", "must not be shorter than backoffMs");
        }

        return options;
    }

    private static TimeSpan? Milliseconds(ConfigurationSection section, string name) =>
        section.Integer(name, 0, LongestBackoffMs) is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;
}
