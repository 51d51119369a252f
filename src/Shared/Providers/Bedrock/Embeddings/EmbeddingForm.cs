using System.Text.Json;
using Tollgate.Pipeline;

namespace Tollgate.Providers.Bedrock.Embeddings;

/// <summary>How one vendor's models on Bedrock are asked to embed.</summary>
internal abstract class EmbeddingForm
{
    /// <summary>Texts of one call, at the most.</summary>
    public abstract int MostTexts { get; }

    /// <param name="modelId">An id, maybe with a geography before it, or an ARN that has one in it.</param>
    public static EmbeddingForm Of(string modelId) => modelId.Contains("cohere.", StringComparison.Ordinal) ? new CohereForm(modelId) : new TitanForm(modelId);

    /// <summary>Says what the model cannot do.</summary>
    /// <exception cref="RefusalException">And the tenant does not want it dropped.</exception>
    public abstract void Check(EmbeddingRequest request, UnsupportedParameters unsupported, string model);

    /// <summary>Writes the body of a call.</summary>
    /// <param name="json">What is written to.</param>
    /// <param name="texts">Those of this call.</param>
    /// <param name="request">All that was asked.</param>
    public abstract void Write(Utf8JsonWriter json, ReadOnlySpan<string> texts, EmbeddingRequest request);

    /// <summary>The vectors of a call's texts, and the tokens billed for them, if the body tells.</summary>
    public abstract (IReadOnlyList<float[]> Vectors, long? Tokens) Read(JsonElement root);

    protected static float[] ReadVector(JsonElement vector) => [.. vector.EnumerateArray().Select(value => value.GetSingle())];
}
