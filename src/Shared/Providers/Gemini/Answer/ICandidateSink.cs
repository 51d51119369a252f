using System.Text.Json;

namespace Tollgate.Providers.Gemini.Answer;

/// <summary>Takes what a candidate says, part by part: into a whole answer or into chunks.</summary>
internal interface ICandidateSink
{
    void Text(string text);

    void Thought(string text);

    /// <param name="id">Null: the model gave none.</param>
    /// <param name="name">Of the function.</param>
    /// <param name="arguments">JSON, as text.</param>
    /// <param name="signature">Of the thoughts that led to it; null for none.</param>
    void Call(string? id, string name, string arguments, string? signature);

    void Image(string mediaType, string base64);

    /// <summary>Of the thoughts behind the text.</summary>
    void Sign(string signature);

    /// <param name="logprobs">In OpenAI's shape.</param>
    void Logprobs(JsonElement logprobs);
}
