using System.Text.Json;
using Tollgate.Pipeline;

namespace Tollgate.Providers.Bedrock.Embeddings;

/// <summary>Cohere's models: up to 96 texts a call. Only the fourth version has a choice of dimensions. Tokens are told in a header.</summary>
internal sealed class CohereForm(string modelId) : EmbeddingForm
{
    private readonly bool _hasDimensions = modelId.Contains("embed-v4", StringComparison.Ordinal);

    public override int MostTexts => 96;

    public override void Check(EmbeddingRequest request, UnsupportedParameters unsupported, string model)
    {
        if (request.Dimensions is not null && !_hasDimensions)
        {
            unsupported.Drop("dimensions", model);
        }
    }

    public override void Write(Utf8JsonWriter json, ReadOnlySpan<string> texts, EmbeddingRequest request)
    {
        json.WriteStartObject();
        json.WriteStartArray("texts"u8);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();

        // Required here and unknown to OpenAI; documents are what most callers store.
        json.WriteString("input_type"u8, request.InputType ?? "search_document");
        json.WriteStartArray("embedding_types"u8);
        json.WriteStringValue("float"u8);
        json.WriteEndArray();
        if (request.Dimensions is { } dimensions && _hasDimensions)
        {
            json.WriteNumber("output_dimension"u8, dimensions);
        }

        json.WriteEndObject();
    }

    public override (IReadOnlyList<float[]> Vectors, long? Tokens) Read(JsonElement root)
    {
        var embeddings = root.GetProperty("embeddings");
        var vectors = embeddings.ValueKind == JsonValueKind.Object ? embeddings.GetProperty("float") : embeddings;
        return ([.. vectors.EnumerateArray().Select(ReadVector)], null);
    }
}
