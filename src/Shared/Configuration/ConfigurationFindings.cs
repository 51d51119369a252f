namespace Tollgate.Configuration;

/// <summary>Collects what reading a configuration brought to light, so that everything is told at once.</summary>
internal sealed class ConfigurationFindings
{
    private readonly List<ConfigurationError> _errors = [];
    private readonly List<string> _notices = [];

    public IReadOnlyList<ConfigurationError> Errors => _errors;

    public IReadOnlyList<string> Notices => _notices;

    /// <summary>Records an error, unless the same place has one: what follows from the first would only confuse.</summary>
    public void Error(string path, string message)
    {
        if (_errors.TrueForAll(error => error.Path != path))
        {
            _errors.Add(new ConfigurationError(path, message));
        }
    }

    /// <summary>Records something legal that the operator would want to know.</summary>
    public void Notice(string path, string message) => _notices.Add($"{path}: {message}");
}
