using System.Globalization;

namespace Tollgate.Configuration.Reading;

/// <summary>The process's environment variables, typed. An empty variable counts as unset.</summary>
internal sealed class EnvironmentVariables(IReadOnlyDictionary<string, string> values, ConfigurationFindings findings)
{
    public bool IsSet(string name) => Text(name) is not null;

    /// <summary>The references to a vault in the variables and in the document of one pass.</summary>
    public SecretReading Secrets { get; } = new();

    public string? Text(string name) => values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>As <see cref="Text"/>; a reference to a vault is replaced by what the vault holds.</summary>
    public string? Secret(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        var secret = Secrets.Resolve(text, out var problem);
        if (problem is not null)
        {
            findings.Error(name, problem);
        }

        return secret;
    }

    /// <summary>The first of <paramref name="names"/> that is set; null names are passed over.</summary>
    public string? FirstSet(params ReadOnlySpan<string?> names)
    {
        foreach (var name in names)
        {
            if (name is not null && IsSet(name))
            {
                return name;
            }
        }

        return null;
    }

    public void Error(string name, string message) => findings.Error(name, message);

    public void Notice(string name, string message) => findings.Notice(name, message);

    public int? Integer(string name, int min, int max)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= min && number <= max)
        {
            return number;
        }

        findings.Error(name, $"must be an integer from {min} to {max}");
        return null;
    }

    /// <summary>A number above 0.</summary>
    public decimal? Positive(string name, decimal max)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        const NumberStyles plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (decimal.TryParse(text, plain, CultureInfo.InvariantCulture, out var number)
            && number > 0 && number <= max)
        {
            return number;
        }

        findings.Error(name, $"must be a number above 0 and at most {max}");
        return null;
    }

    public bool? Flag(string name)
    {
        switch (Text(name)?.ToUpperInvariant())
        {
            case null:
                return null;
            case "TRUE" or "1" or "YES" or "ON":
                return true;
            case "FALSE" or "0" or "NO" or "OFF":
                return false;
            default:
                findings.Error(name, "must be true or false");
                return null;
        }
    }

    public string? OneOf(string name, IReadOnlyCollection<string> allowed)
    {
        if (Text(name)?.ToLowerInvariant() is not { } text || allowed.Contains(text))
        {
            return Text(name)?.ToLowerInvariant();
        }

        findings.Error(name, $"must be one of {string.Join(", ", allowed)}");
        return null;
    }
}
