using System.Text.Json;

namespace Tollgate.Providers.Chat.Request;

/// <summary>The form in which an answer is wanted.</summary>
/// <param name="Kind">Which form.</param>
internal sealed record ResponseFormat(ResponseFormatKind Kind)
{
    public static ResponseFormat Text { get; } = new(ResponseFormatKind.Text);

    /// <summary>Of the schema.</summary>
    public string? Name { get; init; }

    public string? Description { get; init; }

    /// <summary>The JSON schema; undefined unless <see cref="Kind"/> is <see cref="ResponseFormatKind.JsonSchema"/>.</summary>
    public JsonElement Schema { get; init; }

    public bool? Strict { get; init; }
}

internal enum ResponseFormatKind
{
    Text,

    /// <summary>Any JSON object.</summary>
    JsonObject,
    JsonSchema,
}
