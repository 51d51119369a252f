namespace Microsoft.DurableTask.Entities;

/// <summary>Addresses an entity as <c>@name@key</c>, 100 characters at most; the name is lower-cased.</summary>
public readonly record struct EntityInstanceId
{
    /// <summary>What the storage back ends take; the client itself does not check it in every version.</summary>
    private const int MaxLength = 100;

    public EntityInstanceId(string name, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(key);
        if (name.Contains('@', StringComparison.Ordinal))
        {
            throw new ArgumentException("An entity's name must not contain '@'.", nameof(name));
        }

        Name = name.ToLowerInvariant();
        Key = key;
        if (ToString().Length > MaxLength)
        {
            throw new ArgumentException($"An entity's id must not be longer than {MaxLength} characters.", nameof(key));
        }
    }

    public string Name { get; }

    public string Key { get; }

    public static EntityInstanceId FromString(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var separator = instanceId.IndexOf('@', 1);
        return instanceId[0] == '@' && separator > 0
            ? new EntityInstanceId(instanceId[1..separator], instanceId[(separator + 1)..])
            : throw new ArgumentException($"'{instanceId}' is no entity id.", nameof(instanceId));
    }

    public override string ToString() => $"@{Name}@{Key}";
}
