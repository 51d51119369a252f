namespace Tollgate.FunctionsRuntime.Durable;

/// <summary>A committed state. <see cref="Json"/> is null before the first operation and after a deletion.</summary>
internal sealed record EntitySnapshot(string? Json, DateTimeOffset ModifiedAt)
{
    public static EntitySnapshot None { get; } = new(null, DateTimeOffset.MinValue);
}
