using Tollgate.Pricing;

namespace Tollgate.Configuration;

/// <summary>What is taken for granted of a model that neither the file nor the catalogue describes.</summary>
internal static class UnknownModel
{
    /// <summary>
    /// All that models commonly do, so that the gateway stands in no one's way: what the model cannot do, its provider
    /// refuses. The legacy completions are left out, as they work over chat everywhere.
    /// </summary>
    public const ModelCapabilities Capabilities =
        ModelCapabilities.Chat | ModelCapabilities.Embeddings | ModelCapabilities.Streaming | ModelCapabilities.Tools
        | ModelCapabilities.Vision | ModelCapabilities.JsonSchema;

    /// <summary>On the operator's own hardware.</summary>
    public static ModelPrice Free { get; } = new() { Input = 0, Output = 0 };
}
