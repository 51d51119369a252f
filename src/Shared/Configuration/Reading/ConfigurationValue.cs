using System.Text.Json;

namespace Tollgate.Configuration.Reading;

/// <summary>One value of the document and its place. Accessors report a wrong type or range and then return null.</summary>
internal sealed class ConfigurationValue(ConfigurationReading reading, ConfigurationPath path, JsonElement element)
{
    public ConfigurationPath Path { get; } = path;

    public string Name => Path.Name;

    public bool IsString => element.ValueKind == JsonValueKind.String;

    public bool IsList => element.ValueKind == JsonValueKind.Array;

    public bool IsObject => element.ValueKind == JsonValueKind.Object;

    /// <summary>The string as written, with its variable references; null for anything else.</summary>
    public string? Literal => IsString ? element.GetString() : null;

    /// <summary>The string with its variable references replaced. An empty one is null: it counts as absent.</summary>
    public string? Text()
    {
        if (Literal is not { } literal)
        {
            Error("must be a string");
            return null;
        }

        var text = VariableReference.Expand(literal, reading.Environment, out var problem);
        if (problem is not null)
        {
            Error(problem);
        }

        return string.IsNullOrEmpty(text) ? null : text;
    }

    /// <summary>As <see cref="Text"/>; a reference to a vault is replaced by what the vault holds.</summary>
    public string? Secret()
    {
        if (Text() is not { } text)
        {
            return null;
        }

        var secret = reading.Environment.Secrets.Resolve(text, out var problem);
        if (problem is not null)
        {
            Error(problem);
        }

        return secret;
    }

    public int? Integer(int min, int max)
    {
        if (element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var number) && number >= min && number <= max)
        {
            return number;
        }

        Error($"must be an integer from {min} to {max}");
        return null;
    }

    /// <summary>Any number; one that is out of a decimal's range is the nearest decimal.</summary>
    public decimal? Number()
    {
        if (element.ValueKind != JsonValueKind.Number)
        {
            Error("must be a number");
            return null;
        }

        return element.TryGetDecimal(out var number) ? number
            : element.GetRawText().StartsWith('-') ? decimal.MinValue
            : decimal.MaxValue;
    }

    public decimal? Decimal(decimal max)
    {
        if (Number() is not { } number)
        {
            return null;
        }

        if (number < 0)
        {
            Error("must be 0 or more");
        }
        else if (number > max)
        {
            Error($"must be at most {max}");
        }
        else
        {
            return number;
        }

        return null;
    }

    public bool? Flag()
    {
        if (element.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return element.GetBoolean();
        }

        Error("must be true or false");
        return null;
    }

    public string? OneOf(IReadOnlyCollection<string> allowed)
    {
        if (Text() is not { } text)
        {
            return null;
        }

        if (allowed.Contains(text))
        {
            return text;
        }

        Error($"must be one of {string.Join(", ", allowed)}{NameSuggestion.For(text, allowed)}");
        return null;
    }

    public IReadOnlyList<ConfigurationValue> Items()
    {
        if (!IsList)
        {
            Error("must be a list");
            return [];
        }

        return [.. element.EnumerateArray().Select((item, index) => new ConfigurationValue(reading, Path.Item(index), item))];
    }

    public ConfigurationSection Section() => reading.Open(Path, element);

    public void Error(string message) => reading.Findings.Error(Path.Text, message);

    public void Notice(string message) => reading.Findings.Notice(Path.Text, message);
}
