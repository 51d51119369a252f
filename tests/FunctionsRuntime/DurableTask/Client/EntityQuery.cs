namespace Microsoft.DurableTask.Client.Entities;

/// <summary>Which entities to list.</summary>
public record EntityQuery
{
    private readonly string? _instanceIdStartsWith;

    /// <summary>Beginning of <c>@name@key</c>; the first <c>@</c> may be left out.</summary>
    public string? InstanceIdStartsWith
    {
        get => _instanceIdStartsWith;
        init => _instanceIdStartsWith = value?.Length > 0 && value[0] != '@' ? $"@{value}" : value;
    }

    public DateTimeOffset? LastModifiedFrom { get; init; }

    public DateTimeOffset? LastModifiedTo { get; init; }

    public bool IncludeState { get; init; } = true;
}
