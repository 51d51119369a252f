using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tollgate.State;

/// <summary>
/// The one operation shape on the wire to an entity. Kinds and members that a reducer does not know are recorded in its
/// state, never thrown at: old and new code run side by side during a deployment.
/// </summary>
public sealed record Envelope
{
    /// <summary>What to do, for example <c>usage.add</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Version of the payload's shape; additive changes keep it.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Identifies the operation: a second delivery of the same id changes nothing.</summary>
    public required string Id { get; init; }

    /// <summary>The operation is not to take effect before this instant.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>The operation's own members, as JSON; undefined when it has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public JsonElement Payload { get; init; }

    /// <summary>Members that a newer version wrote: carried along, so that a store which only keeps the operation loses nothing.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownMembers { get; init; }

    /// <summary>An envelope around <paramref name="payload"/>, serialised with the state's JSON conventions.</summary>
    public static Envelope Create<T>(string kind, string id, T payload, int version = 1) =>
        new() { Kind = kind, Version = version, Id = id, Payload = JsonSerializer.SerializeToElement(payload, StateJson.Options) };
}
