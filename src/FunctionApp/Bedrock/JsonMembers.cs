using System.Text.Json;

namespace Tollgate.FunctionApp.Bedrock;

/// <summary>Reads members that may be missing.</summary>
internal static class JsonMembers
{
    public static JsonElement? Find(this JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value : null;

    public static string? TextOf(this JsonElement json, string name) => json.Find(name)?.GetString();

    public static MemoryStream? BytesOf(this JsonElement json, string name) =>
        json.Find(name) is { } value ? new MemoryStream(value.GetBytesFromBase64()) : null;

    public static List<T>? ListOf<T>(this JsonElement json, string name, Func<JsonElement, T> read) =>
        json.Find(name) is { } list ? [.. list.EnumerateArray().Select(read)] : null;

    /// <summary>What <paramref name="read"/> makes of the member; null if there is none.</summary>
    public static T? Of<T>(this JsonElement json, string name, Func<JsonElement, T> read)
        where T : class => json.Find(name) is { } value ? read(value) : null;
}
