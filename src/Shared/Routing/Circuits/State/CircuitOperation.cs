using System.Text.Json;
using Tollgate.State;

namespace Tollgate.Routing.Circuits.State;

/// <summary>What the operations on circuits have in common.</summary>
internal static class CircuitOperation
{
    public const int Version = 1;

    /// <summary>No circuit stays open, and no probe runs, for longer.</summary>
    public const long MaxMilliseconds = 24 * 60 * 60 * 1000;

    /// <summary>Beyond it, one broken operation could put an end to all later ones.</summary>
    public const long MaxRevision = 1L << 50;

    private const int MaxNameLength = 512;

    /// <summary>The payload, or null when it is not one: whatever arrives, this does not throw.</summary>
    public static T? Decode<T>(JsonElement payload)
        where T : class
    {
        try
        {
            return payload.Deserialize<T>(StateJson.Options);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or NotSupportedException)
        {
            return null;
        }
    }

    public static bool IsName(string? name) => name is { Length: > 0 and <= MaxNameLength };

    public static bool IsRevision(long revision) => revision is >= 0 and < MaxRevision;

    public static bool IsSpan(long milliseconds) => milliseconds is > 0 and <= MaxMilliseconds;
}
