namespace Tollgate.SelfHost.Leases;

/// <summary>Whose slice a slot of the trail is about; its JSON is the slot's text.</summary>
internal sealed record NotedSlice
{
    /// <summary>Kind of the account's entity.</summary>
    public required string Kind { get; init; }

    /// <summary>Id of the account's entity.</summary>
    public required string Account { get; init; }

    public required string Lease { get; init; }

    public required string Quota { get; init; }

    /// <summary>Start of the window, Unix milliseconds; 0 for a bucket.</summary>
    public required long Window { get; init; }
}
