namespace Tollgate.Tests.Integration;

/// <summary>The form in which a provider is asked.</summary>
public enum Question
{
    Whole,
    Streamed,
    Tools,
    StreamedTools,
}
