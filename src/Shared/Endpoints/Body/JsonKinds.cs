using System.Text.Json;

namespace Tollgate.Endpoints.Body;

/// <summary>Kinds of JSON value that a member may have.</summary>
[Flags]
internal enum JsonKinds
{
    None = 0,
    String = 1,
    Integer = 2,
    Number = 4,
    Bool = 8,
    Object = 16,
    Array = 32,
    Null = 64,
}

internal static class JsonKindsExtensions
{
    private static readonly (JsonKinds Kind, string Name)[] Names =
    [
        (JsonKinds.String, "a string"), (JsonKinds.Integer, "an integer"), (JsonKinds.Number, "a number"), (JsonKinds.Bool, "a boolean"),
        (JsonKinds.Object, "an object"), (JsonKinds.Array, "an array"), (JsonKinds.Null, "null"),
    ];

    /// <summary>The kind of the value the reader stands on.</summary>
    public static JsonKinds Kind(this ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => JsonKinds.String,
        JsonTokenType.Number => reader.TryGetInt64(out _) ? JsonKinds.Integer | JsonKinds.Number : JsonKinds.Number,
        JsonTokenType.True or JsonTokenType.False => JsonKinds.Bool,
        JsonTokenType.StartObject => JsonKinds.Object,
        JsonTokenType.StartArray => JsonKinds.Array,
        _ => JsonKinds.Null,
    };

    /// <summary>For a message, as in <c>a string or an array</c>; null is not worth mentioning unless it is all there is.</summary>
    public static string Describe(this JsonKinds kinds)
    {
        var shown = kinds == JsonKinds.Null ? kinds : kinds & ~JsonKinds.Null;
        var isInteger = shown.HasFlag(JsonKinds.Integer);
        return string.Join(" or ", Names
            .Where(entry => shown.HasFlag(entry.Kind) && !(isInteger && entry.Kind == JsonKinds.Number))
            .Select(entry => entry.Name));
    }
}
