using Tollgate.Configuration.Reading;

namespace Tollgate.Configuration.Sections;

/// <summary>Reads <c>logging</c>; the environment wins over the file and may be in any case.</summary>
internal static class LoggingSection
{
    private static readonly string[] Levels = ["trace", "debug", "info", "warning", "error", "critical", "none"];
    private static readonly string[] Formats = ["text", "json"];

    public static LoggingOptions Read(ConfigurationSection section)
    {
        var defaults = new LoggingOptions();
        var level = section.OneOf("level", Levels);
        var format = section.OneOf("format", Formats);
        return new LoggingOptions
        {
            Level = section.Environment.OneOf("LOG_LEVEL", Levels) ?? level ?? defaults.Level,
            Format = section.Environment.OneOf("LOG_FORMAT", Formats) ?? format ?? defaults.Format,
        };
    }
}
