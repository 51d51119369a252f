using System.Text.Json;
using Tollgate.Pipeline;
using Tollgate.Providers.Chat.Request;

namespace Tollgate.Providers.Gemini.Embeddings;

/// <summary>An embeddings request, and its body for batchEmbedContents.</summary>
/// <param name="Inputs">Texts.</param>
/// <param name="Dimensions">Null: the model's own.</param>
/// <param name="TaskType">Gemini's own <c>task_type</c>, as in <c>RETRIEVAL_QUERY</c>.</param>
/// <param name="AsBase64">The client wants vectors in base64.</param>
internal sealed record EmbeddingRequest(IReadOnlyList<string> Inputs, long? Dimensions, string? TaskType, bool AsBase64)
{
    /// <exception cref="RefusalException">It wants something that Gemini cannot do.</exception>
    public static EmbeddingRequest Read(JsonElement body, Attempt attempt)
    {
        var provider = attempt.Deployment.Provider.Name;
        var members = new MemberReader(body);
        var read = new EmbeddingRequest(
            ReadInputs(members, provider), members.Integer("dimensions"), members.Text("task_type"), ReadFormat(members) == "base64");
        foreach (var name in members.Rest(["model", "user", "user_id", "metadata", "stream", "stream_options", .. attempt.Request.Facts.OwnMembers]).Keys)
        {
            attempt.Unsupported.Drop(name, provider);
        }

        return read;
    }

    public void Write(Utf8JsonWriter json, string model)
    {
        json.WriteStartObject();
        json.WriteStartArray("requests"u8);
        foreach (var input in Inputs)
        {
            json.WriteStartObject();
            json.WriteString("model"u8, GeminiAddress.Resource(model));
            json.WriteStartObject("content"u8);
            json.WriteStartArray("parts"u8);
            json.WriteStartObject();
            json.WriteString("text"u8, input);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            WriteOptions(json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteOptions(Utf8JsonWriter json)
    {
        if (TaskType is not null)
        {
            json.WriteString("taskType"u8, TaskType);
        }

        if (Dimensions is { } dimensions)
        {
            json.WriteNumber("outputDimensionality"u8, dimensions);
        }
    }

    private static string[] ReadInputs(MemberReader members, string provider)
    {
        var input = members.Take("input") ?? throw MemberReader.Unexpected("input", "a string or an array of strings");
        var inputs = input.ValueKind == JsonValueKind.Array ? input.EnumerateArray().ToArray() : [input];
        return inputs.All(text => text.ValueKind == JsonValueKind.String)
            ? [.. inputs.Select(text => text.GetString()!)]
            : throw UnsupportedParameters.Refuse("input", $"{provider} embeds texts, and no tokens: send strings.");
    }

    private static string ReadFormat(MemberReader members) => members.Text("encoding_format") switch
    {
        null or "float" => "float",
        "base64" => "base64",
        _ => throw MemberReader.Unexpected("encoding_format", "'float' or 'base64'"),
    };
}
