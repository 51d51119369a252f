using System.Text.Json;
using Tollgate.Pricing;

namespace Tollgate.Providers.Cohere;

/// <summary>
/// Reads what Cohere billed. <c>billed_units</c> is what the invoice has; <c>tokens</c> also counts the preambles that Cohere adds
/// by itself and does not charge for.
/// </summary>
internal static class CohereUsage
{
    private const long MostTokens = 1_000_000_000_000;

    /// <param name="owner">What has it.</param>
    /// <param name="member"><c>usage</c> of a chat, <c>meta</c> of embeddings.</param>
    /// <returns>Null if there is not a single figure: that says nothing, while a 0 is an answer.</returns>
    public static TokenUsage? Read(JsonElement owner, string member) =>
        Object(owner, member) is not { } usage ? null : Read(usage, Object(usage, "billed_units")) ?? Read(usage, Object(usage, "tokens"));

    private static TokenUsage? Read(JsonElement usage, JsonElement? figures)
    {
        if (figures is not { } told)
        {
            return null;
        }

        var (text, images, output) = (Count(told, "input_tokens"), Count(told, "image_tokens"), Count(told, "output_tokens"));
        if ((text ?? images ?? output) is null)
        {
            return null;
        }

        var input = (text ?? 0) + (images ?? 0);
        var cached = Math.Min(Count(usage, "cached_tokens") ?? 0, input);
        return new TokenUsage { Input = input - cached, CacheRead = cached, Output = output ?? 0 };
    }

    private static JsonElement? Object(JsonElement owner, string member) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    /// <summary>Cohere declares its counts as numbers with a fraction, and sends them so at times.</summary>
    private static long? Count(JsonElement owner, string member) =>
        owner.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Number ? (long)Math.Clamp(value.GetDouble(), 0, MostTokens) : null;
}
