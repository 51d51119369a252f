using Microsoft.Extensions.Logging;

namespace Tollgate.Configuration;

/// <summary>
/// Holds the configuration in force and replaces it as a whole when its file has changed. An edit that is wrong changes
/// nothing: it is logged once, with all its errors, and shown in <see cref="LastError"/>.
/// </summary>
internal sealed class ConfigurationSource
{
    private readonly ConfigurationInputs _inputs;
    private readonly ILogger _logger;
    private GatewayConfiguration _current;
    private GatewayConfigurationException? _lastError;
    private FileContent _judged;
    private FileContent _seen;

    private ConfigurationSource(ConfigurationInputs inputs, GatewayConfiguration current, FileContent content, ILogger logger)
    {
        _inputs = inputs;
        _logger = logger;
        _current = current;
        _judged = _seen = content;
    }

    /// <summary>Take it once a request, so that the request sees one configuration from beginning to end.</summary>
    public GatewayConfiguration Current => Volatile.Read(ref _current);

    /// <summary>Why the file as it is now was refused; null when it is in force.</summary>
    public GatewayConfigurationException? LastError => Volatile.Read(ref _lastError);

    /// <summary>There is a file that may change.</summary>
    public bool CanChange => _inputs is { FilePath: not null, Text: null };

    /// <summary>Loads the configuration for the first time and logs its notices.</summary>
    /// <exception cref="GatewayConfigurationException">It has errors.</exception>
    public static ConfigurationSource Open(ConfigurationInputs inputs, ILogger<ConfigurationSource> logger)
    {
        var content = inputs is { FilePath: { } path, Text: null }
            ? ConfigurationFile.Read(path)
            : new FileContent(inputs.Text, Problem: null);
        var result = GatewayConfigurationLoader.Load(inputs with { Text = content.Text });
        var source = new ConfigurationSource(inputs, result.GetOrThrow(), content, logger);
        source.LogNotices(result);
        return source;
    }

    /// <summary>
    /// Looks at the file, and applies a change once two looks running have found the same: an editor that empties the file
    /// before it writes is never caught in between. For one caller at a time, and only if <see cref="CanChange"/>.
    /// </summary>
    public void Poll()
    {
        var content = ConfigurationFile.Read(_inputs.FilePath!);
        var isStable = content == _seen;
        _seen = content;
        if (!isStable || content == _judged)
        {
            return;
        }

        _judged = content;
        if (content.Text is null)
        {
            Refuse([new ConfigurationError(_inputs.DisplayName, content.Problem ?? "was deleted; put it back, or restart without it")]);
            return;
        }

        var result = GatewayConfigurationLoader.Load(_inputs with { Text = content.Text });
        if (result.Configuration is null)
        {
            Refuse(result.Errors);
        }
        else
        {
            Apply(result, result.Configuration);
        }
    }

    private void Apply(ConfigurationResult result, GatewayConfiguration next)
    {
        var changes = ConfigurationChanges.Between(Current, next);
        Volatile.Write(ref _current, next);
        Volatile.Write(ref _lastError, null);
        LogNotices(result);
        ConfigurationLog.Reloaded(_logger, _inputs.DisplayName, changes.Summary);
        if (changes.NeedRestart.Count > 0)
        {
            ConfigurationLog.NeedsRestart(_logger, string.Join(", ", changes.NeedRestart));
        }
    }

    private void Refuse(IReadOnlyList<ConfigurationError> errors)
    {
        var refusal = new GatewayConfigurationException(errors);
        Volatile.Write(ref _lastError, refusal);
        ConfigurationLog.Refused(_logger, _inputs.DisplayName, errors.Count, string.Join("; ", errors));
    }

    private void LogNotices(ConfigurationResult result)
    {
        foreach (var notice in result.Notices)
        {
            ConfigurationLog.Notice(_logger, notice);
        }
    }
}
