using System.Text.Json;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.Bedrock;

/// <summary>Bedrock's errors in OpenAI's terms. AWS tells the kind in a header or as an event's type, and the body has the message alone.</summary>
internal static class BedrockErrors
{
    /// <param name="kind">As in <c>ValidationException</c>; AWS may put an address behind it.</param>
    /// <param name="message">Bedrock's own words.</param>
    public static UpstreamError Read(string? kind, string? message) => new(message, Type: null, CodeOf(NameOf(kind), message ?? ""), Param: null);

    /// <summary>Reads <c>{"message": …}</c>.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static UpstreamError Read(string? kind, ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        return Read(kind ?? TextOf(root, "__type"), TextOf(root, "message") ?? TextOf(root, "Message"));
    }

    /// <summary>The status that an exception within a stream would have had before it.</summary>
    public static int StatusOf(string? kind) => NameOf(kind).ToUpperInvariant() switch
    {
        "VALIDATIONEXCEPTION" => 400,
        "ACCESSDENIEDEXCEPTION" => 403,
        "RESOURCENOTFOUNDEXCEPTION" => 404,
        "MODELTIMEOUTEXCEPTION" => 408,
        "THROTTLINGEXCEPTION" or "MODELNOTREADYEXCEPTION" or "SERVICEQUOTAEXCEEDEDEXCEPTION" => 429,
        "SERVICEUNAVAILABLEEXCEPTION" => 503,
        _ => 500,
    };

    private static string? CodeOf(string kind, string message) => kind.ToUpperInvariant() switch
    {
        "RESOURCENOTFOUNDEXCEPTION" => "model_not_found",
        "SERVICEQUOTAEXCEEDEDEXCEPTION" => "insufficient_quota",
        "VALIDATIONEXCEPTION" when Says(message, "model identifier is invalid") => "model_not_found",
        "VALIDATIONEXCEPTION" when Says(message, "too long") || Says(message, "maximum context length") || Says(message, "Too many input tokens")
            => "context_length_exceeded",
        "VALIDATIONEXCEPTION" when Says(message, "content filter") => "content_policy_violation",
        _ => null,
    };

    /// <summary>Of <c>aws.api#ValidationException</c> or <c>ValidationException:http://…</c>.</summary>
    private static string NameOf(string? kind)
    {
        var name = kind ?? "";
        name = name[(name.IndexOf('#', StringComparison.Ordinal) + 1)..];
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? name : name[..colon];
    }

    private static bool Says(string message, string what) => message.Contains(what, StringComparison.OrdinalIgnoreCase);

    private static string? TextOf(JsonElement root, string member) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
