namespace Tollgate.State;

/// <summary>Addresses one durable entity.</summary>
/// <param name="Kind">The entity's kind, as its state type names it: lower case, no <c>@</c>.</param>
/// <param name="Id">The instance within the kind; free text, made by <see cref="Create"/> from parts.</param>
public readonly record struct EntityKey(string Kind, string Id)
{
    /// <summary>A key whose parts cannot run into each other: separators inside a part are escaped.</summary>
    public static EntityKey Create(string kind, params ReadOnlySpan<string> parts)
    {
        var escaped = new string[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            escaped[i] = Uri.EscapeDataString(parts[i]);
        }

        return new EntityKey(kind, string.Join(':', escaped));
    }

    public override string ToString() => $"{Kind}/{Id}";
}
