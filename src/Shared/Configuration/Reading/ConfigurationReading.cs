using System.Text.Json;

namespace Tollgate.Configuration.Reading;

/// <summary>One pass over one document. It knows every section that was opened, so that no unknown member goes unreported.</summary>
internal sealed class ConfigurationReading(EnvironmentVariables environment, ConfigurationFindings findings)
{
    private readonly List<ConfigurationSection> _sections = [];
    private readonly HashSet<string> _askedPatterns = new(StringComparer.Ordinal);

    public EnvironmentVariables Environment { get; } = environment;

    public ConfigurationFindings Findings { get; } = findings;

    /// <summary>
    /// What this pass looked for, with <c>*</c> for free names and <c>[]</c> for list items, as in
    /// <c>providers.*.models[].price.input</c>: the schema must describe exactly these.
    /// </summary>
    public IReadOnlySet<string> AskedPatterns => _askedPatterns;

    /// <summary>The document's root; null for an absent document.</summary>
    public ConfigurationSection OpenRoot(JsonElement? document) => Open(ConfigurationPath.Root, document);

    /// <summary>A section that the document does not hold: all its members have their defaults.</summary>
    public ConfigurationSection OpenAbsent(ConfigurationPath path) => Open(path, element: null);

    public ConfigurationSection Open(ConfigurationPath path, JsonElement? element)
    {
        var section = new ConfigurationSection(this, path, element);
        _sections.Add(section);
        return section;
    }

    public void RecordAsked(ConfigurationPath path) => _askedPatterns.Add(path.Pattern);

    /// <summary>Call last: reports every member that no one asked for.</summary>
    public void ReportUnknownMembers()
    {
        foreach (var section in _sections)
        {
            section.ReportUnknownMembers();
        }
    }
}
