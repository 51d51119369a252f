using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tollgate.State;

/// <summary>
/// How states and operations are written. PascalCase names and no custom converters: Durable Entities serialise a state
/// with System.Text.Json's defaults, and all homes must read each other's bytes.
/// </summary>
internal static class StateJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        MaxDepth = 64,
    };
}
