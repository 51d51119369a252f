namespace Tollgate.UpstreamSimulator;

/// <summary>One server-sent event; <paramref name="Billed"/> is charged once it is generated, whether or not it arrives.</summary>
internal sealed record StreamEvent(StreamEventKind Kind, string Data, BilledUsage Billed = default)
{
    /// <summary>The <c>event:</c> field; null for none, as OpenAI's chat streams have it.</summary>
    public string? Name { get; init; }
}
