using System.Text.Json;
using Tollgate.Pipeline;

namespace Tollgate.Providers.Bedrock.Embeddings;

/// <summary>Amazon's Titan: one text a call. Only the second version has a choice of dimensions.</summary>
internal sealed class TitanForm(string modelId) : EmbeddingForm
{
    private readonly bool _hasDimensions = !modelId.Contains("titan-embed-text-v1", StringComparison.Ordinal) && !modelId.Contains("titan-embed-g1", StringComparison.Ordinal);

    public override int MostTexts => 1;

    public override void Check(EmbeddingRequest request, UnsupportedParameters unsupported, string model)
    {
        if (request.Dimensions is not null && !_hasDimensions)
        {
            unsupported.Drop("dimensions", model);
        }

        if (request.InputType is not null)
        {
            unsupported.Drop("input_type", model);
        }
    }

    public override void Write(Utf8JsonWriter json, ReadOnlySpan<string> texts, EmbeddingRequest request)
    {
        json.WriteStartObject();
        json.WriteString("inputText"u8, texts[0]);
        if (request.Dimensions is { } dimensions && _hasDimensions)
        {
            json.WriteNumber("dimensions"u8, dimensions);
        }

        json.WriteEndObject();
    }

    public override (IReadOnlyList<float[]> Vectors, long? Tokens) Read(JsonElement root) =>
        ([ReadVector(root.GetProperty("embedding"))], root.TryGetProperty("inputTextTokenCount", out var tokens) ? tokens.GetInt64() : null);
}
