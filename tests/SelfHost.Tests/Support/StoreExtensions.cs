using Tollgate.State;

namespace Tollgate.Tests.Support;

internal static class StoreExtensions
{
    public static Task AddAsync(this IEntityClient store, string id, string entity = "a", int amount = 1, DateTimeOffset? notBefore = null) =>
        store.SignalAsync(TallyState.Key(entity), TallyState.Add(id, amount, notBefore), CancellationToken.None);

    public static ValueTask<TallyState?> ReadTallyAsync(this IEntityClient store, string entity = "a") =>
        store.ReadAsync<TallyState>(TallyState.Key(entity), CancellationToken.None);

    /// <summary>Ids in the order in which their operations were applied.</summary>
    public static async Task<string[]> ReadIdsAsync(this IEntityClient store, string entity = "a") =>
        [.. (await store.ReadTallyAsync(entity))?.Deliveries.Select(delivery => delivery.Id) ?? []];
}
