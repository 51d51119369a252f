namespace Tollgate.Configuration.Reading;

/// <summary>The text is no JSON or YAML. The message quotes at most one character of it: the rest may be a secret.</summary>
internal sealed class ConfigurationSyntaxException(string message, long line, long column)
    : Exception($"{message} at line {line}, column {column}");
