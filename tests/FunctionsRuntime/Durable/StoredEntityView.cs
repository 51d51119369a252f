using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;

namespace Tollgate.FunctionsRuntime.Durable;

/// <summary>An entity as a read found it.</summary>
internal sealed record StoredEntityView(EntityInstanceId Id, EntitySnapshot Snapshot, int BacklogSize)
{
    public bool Matches(EntityQuery query) =>
        Id.ToString().StartsWith(query.InstanceIdStartsWith ?? "@", StringComparison.Ordinal)
        && Snapshot.ModifiedAt >= (query.LastModifiedFrom ?? DateTimeOffset.MinValue)
        && Snapshot.ModifiedAt <= (query.LastModifiedTo ?? DateTimeOffset.MaxValue);

    public EntityMetadata<T> ToMetadata<T>(bool includeState) =>
        new(Id, includeState ? (T?)DurableJson.Read(Snapshot.Json, typeof(T)) : default)
        {
            LastModifiedTime = Snapshot.ModifiedAt,
            BacklogQueueSize = BacklogSize,
        };
}
