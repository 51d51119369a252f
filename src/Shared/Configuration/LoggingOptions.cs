namespace Tollgate.Configuration;

/// <summary>The <c>logging</c> section.</summary>
internal sealed record LoggingOptions
{
    /// <summary>trace, debug, info (default), warning, error, critical or none.</summary>
    public string Level { get; init; } = "info";

    /// <summary>text (default) or json.</summary>
    public string Format { get; init; } = "text";
}
