using System.Text.Json;

namespace Tollgate.FunctionsRuntime.Durable;

/// <summary>The JSON of inputs and states: System.Text.Json with its defaults, as in the durable SDK.</summary>
internal static class DurableJson
{
    public static string? Write(object? value) => value is null ? null : JsonSerializer.Serialize(value, value.GetType());

    public static object? Read(string? json, Type type) => json is null ? null : JsonSerializer.Deserialize(json, type);
}
