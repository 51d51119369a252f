using Microsoft.Extensions.Logging;

namespace Tollgate.Configuration;

/// <summary>
/// Holds the configuration in force and replaces it as a whole when its file, or a secret that it refers to, has changed. An edit
/// that is wrong changes nothing: it is logged once, with all its errors, and shown in <see cref="LastError"/>.
/// </summary>
internal sealed class ConfigurationSource
{
    private readonly ConfigurationInputs _inputs;
    private readonly ILogger _logger;
    private GatewayConfiguration _current;
    private GatewayConfigurationException? _lastError;
    private FileContent _accepted;
    private FileContent _judged;
    private FileContent _seen;
    private long _secrets;

    private ConfigurationSource(ConfigurationInputs inputs, GatewayConfiguration current, FileContent content, long secrets, ILogger logger)
    {
        _inputs = inputs;
        _logger = logger;
        _current = current;
        _accepted = _judged = _seen = content;
        _secrets = secrets;
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
        var secrets = inputs.Secrets.Revision;
        var result = GatewayConfigurationLoader.Load(inputs with { Text = content.Text });
        var source = new ConfigurationSource(inputs, result.GetOrThrow(), content, secrets, logger);
        source.LogNotices(result);
        return source;
    }

    /// <summary>
    /// Looks at the file, and applies a change once two looks running have found the same: an editor that empties the file
    /// before it writes is never caught in between. Secrets that changed are applied with it, and where the file is refused with
    /// the one in force: a bad edit must not hold up a rotation. For one caller at a time, and only if <see cref="CanChange"/>.
    /// </summary>
    public void Poll()
    {
        var content = ConfigurationFile.Read(_inputs.FilePath!);
        var isStable = content == _seen;
        _seen = content;
        var secrets = _inputs.Secrets.Revision;
        if (!isStable || (content == _judged && secrets == _secrets))
        {
            return;
        }

        var isRotation = secrets != _secrets;
        (_judged, _secrets) = (content, secrets);
        var result = Judge(content);
        if (result.Configuration is { } next)
        {
            _accepted = content;
            Volatile.Write(ref _lastError, null);
            Apply(result, next);
            return;
        }

        Refuse(result.Errors);
        if (isRotation && content != _accepted && Judge(_accepted) is { Configuration: { } same } again)
        {
            Apply(again, same);
        }
    }

    private ConfigurationResult Judge(FileContent content) => content.Text is null && content != _accepted
        ? new ConfigurationResult
        {
            Errors = [new ConfigurationError(_inputs.DisplayName, content.Problem ?? "was deleted; put it back, or restart without it")],
        }
        : GatewayConfigurationLoader.Load(_inputs with { Text = content.Text });

    private void Apply(ConfigurationResult result, GatewayConfiguration next)
    {
        var changes = ConfigurationChanges.Between(Current, next);
        Volatile.Write(ref _current, next);
        LogNotices(result);
        ConfigurationLog.Reloaded(_logger, _inputs.DisplayName, changes.Summary);
        if (changes.NeedRestart.Count > 0)
        {
            ConfigurationLog.NeedsRestart(_logger, string.Join(", ", changes.NeedRestart));
        }

        if (changes.IsOutOfOrder)
        {
            ConfigurationLog.NeedsRevision(_logger, _inputs.DisplayName);
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
