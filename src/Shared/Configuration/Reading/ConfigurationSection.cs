using System.Text.Json;

namespace Tollgate.Configuration.Reading;

/// <summary>
/// One object of the document. Every accessor returns null for a member that is absent, null or wrong; what is wrong is
/// reported at its path, and so is every member that was never asked for.
/// </summary>
internal sealed class ConfigurationSection
{
    private readonly ConfigurationReading _reading;
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private bool _hasFreeNames;

    public ConfigurationSection(ConfigurationReading reading, ConfigurationPath path, JsonElement? element)
    {
        _reading = reading;
        Path = path;
        switch (element?.ValueKind)
        {
            case null or JsonValueKind.Null:
                break;
            case JsonValueKind.Object:
                ReadMembers(element.Value);
                break;
            default:
                reading.Findings.Error(path.Text.Length == 0 ? "$" : path.Text, "must be an object");
                break;
        }
    }

    public ConfigurationPath Path { get; }

    public string Name => Path.Name;

    public bool IsEmpty => _members.Count == 0;

    public EnvironmentVariables Environment => _reading.Environment;

    public string? Text(string name) => Find(name)?.Text();

    public string? Secret(string name) => Find(name)?.Secret();

    public int? Integer(string name, int min, int max) => Find(name)?.Integer(min, max);

    public decimal? Decimal(string name, decimal max) => Find(name)?.Decimal(max);

    public bool? Flag(string name) => Find(name)?.Flag();

    public string? OneOf(string name, IReadOnlyCollection<string> allowed) => Find(name)?.OneOf(allowed);

    public IReadOnlyList<ConfigurationValue> Items(string name) => Find(name)?.Items() ?? [];

    /// <summary>The object under <paramref name="name"/>; an empty section when it is absent.</summary>
    public ConfigurationSection Section(string name) => Find(name)?.Section() ?? _reading.OpenAbsent(Path.Member(name));

    /// <summary>The member is there and null, where that means something else than its absence.</summary>
    public bool IsNull(string name)
    {
        _asked.Add(name);
        return _members.TryGetValue(name, out var element) && element.ValueKind == JsonValueKind.Null;
    }

    public ConfigurationValue? Find(string name)
    {
        var path = Path.Member(name);
        _asked.Add(name);
        _reading.RecordAsked(path);
        return _members.TryGetValue(name, out var element) && element.ValueKind != JsonValueKind.Null
            ? new ConfigurationValue(_reading, path, element)
            : null;
    }

    /// <summary>All members, of an object whose names the operator chooses; in the document's order.</summary>
    public IReadOnlyList<ConfigurationValue> Entries()
    {
        _hasFreeNames = true;
        _reading.RecordAsked(Path.Entry(""));
        return [.. _members.Select(member => new ConfigurationValue(_reading, Path.Entry(member.Key), member.Value))];
    }

    /// <summary>Reports a member that is missing or does not fit the others.</summary>
    public void Error(string name, string message) => _reading.Findings.Error(Path.Member(name).Text, message);

    /// <summary>Reports what is wrong with the section as a whole.</summary>
    public void Error(string message) => _reading.Findings.Error(Path.Text, message);

    /// <summary>Reports an error further down, at a path that is known as text.</summary>
    public void ErrorAt(string path, string message) => _reading.Findings.Error(path, message);

    public void Notice(string message) => _reading.Findings.Notice(Path.Text, message);

    public void Notice(string name, string message) => _reading.Findings.Notice(Path.Member(name).Text, message);

    public void ReportUnknownMembers()
    {
        foreach (var name in _hasFreeNames ? [] : _members.Keys.Except(_asked))
        {
            var isUpcoming = UpcomingMembers.Contains(Path.Member(name).Pattern);
            var unknown = $"is not known here{NameSuggestion.For(name, _asked.Except(_members.Keys))}";
            Error(Quotable(name), isUpcoming ? UpcomingMembers.Message : unknown);
        }
    }

    /// <summary>In YAML a forgotten space makes a name of a value: of <c>apiKey:sk-1…</c> only the beginning is told.</summary>
    private static string Quotable(string name)
    {
        const int longest = 32;
        const int shownOfOthers = 4;
        return name.Length <= longest && name.All(char.IsAsciiLetter) ? name : $"{name[..Math.Min(shownOfOthers, name.Length)]}…";
    }

    private void ReadMembers(JsonElement element)
    {
        foreach (var member in element.EnumerateObject())
        {
            if (!_members.TryAdd(member.Name, member.Value))
            {
                Error(member.Name, "is given twice; remove one");
            }
        }
    }
}
