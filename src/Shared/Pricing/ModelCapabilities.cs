using System.Text.Json.Serialization;

namespace Tollgate.Pricing;

/// <summary>
/// What a model can do for a client of the gateway, natively or by translation. In JSON an array of snake_case names, as in
/// <c>["chat", "json_schema"]</c>.
/// </summary>
[Flags]
[JsonConverter(typeof(ModelCapabilitiesConverter))]
internal enum ModelCapabilities
{
    None = 0,
    Chat = 1 << 0,

    /// <summary>The legacy <c>/completions</c> endpoint, natively.</summary>
    Completions = 1 << 1,
    Embeddings = 1 << 2,
    Streaming = 1 << 3,
    Tools = 1 << 4,
    Vision = 1 << 5,
    JsonSchema = 1 << 6,
    Reasoning = 1 << 7,
    AudioInput = 1 << 8,
    AudioOutput = 1 << 9,
}
