namespace Tollgate.UpstreamSimulator;

/// <summary>When the pieces of a reply leave.</summary>
internal sealed record Pacing
{
    /// <summary>Wait before the status line, by the host's clock.</summary>
    public TimeSpan BeforeHeaders { get; init; }

    /// <summary>Wait before each write, by the host's clock.</summary>
    public TimeSpan BeforeWrites { get; init; }

    /// <summary>Nothing is ever sent: the exchange ends with the client's patience.</summary>
    public bool NeverAnswers { get; init; }

    /// <summary>The status line waits for the gate.</summary>
    public bool HeadersGated { get; init; }

    /// <summary>Each write waits for the gate.</summary>
    public bool WritesGated { get; init; }

    /// <summary>The gate waited for; null for the host's own.</summary>
    public StreamGate? Gate { get; init; }

    /// <summary>Largest write in bytes; null writes an event, or a whole body, at once.</summary>
    public int? WriteSize { get; init; }
}
