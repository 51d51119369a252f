using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tollgate.State;

/// <summary>
/// How states and operations are written. PascalCase names and no custom converters: Durable Entities serialise a state
/// with System.Text.Json's defaults, and all homes must read each other's bytes. Only nulls are left out: a zero or a false
/// left out would come back as whatever the property starts with.
/// </summary>
internal static class StateJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = 64,
    };
}
