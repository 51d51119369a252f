using System.Text.Json;
using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Providers.Chat.Request;

namespace Tollgate.Providers.Cohere;

/// <summary>Writes a request for embeddings in Cohere's form.</summary>
internal sealed class CohereEmbedRequest(MemberReader members, Deployment deployment, UnsupportedParameters unsupported)
{
    private const int MostTexts = 96;

    private readonly string _provider = deployment.Provider.Name;

    /// <summary>The client wants each vector as base64 of its floats.</summary>
    public bool WantsBase64 { get; } = members.Text("encoding_format") switch
    {
        null or "float" => false,
        "base64" => true,
        _ => throw MemberReader.Unexpected("encoding_format", "'float' or 'base64'"),
    };

    /// <exception cref="RefusalException">Something in it Cohere cannot do; the refusal names it.</exception>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("model"u8, deployment.UpstreamModel);

        // Cohere asks what the vectors are for; OpenAI does not. What is stored is embedded far more often than what is searched.
        json.WriteString("input_type"u8, members.Text("input_type") ?? "search_document");
        WriteTexts(json);
        if (members.Integer("dimensions") is { } dimensions)
        {
            json.WriteNumber("output_dimension"u8, dimensions);
        }

        json.WriteStartArray("embedding_types"u8);
        json.WriteStringValue("float"u8);
        json.WriteEndArray();
        foreach (var (name, value) in members.Rest("model", "user", "user_id", "metadata"))
        {
            WriteOther(json, name, value);
        }

        json.WriteEndObject();
    }

    private void WriteOther(Utf8JsonWriter json, string name, JsonElement value)
    {
        if (name is "truncate" or "priority" or "max_tokens")
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }
        else
        {
            unsupported.Drop(name, _provider);
        }
    }

    private void WriteTexts(Utf8JsonWriter json)
    {
        var input = members.Take("input") ?? default;
        JsonElement[] texts = input.ValueKind == JsonValueKind.Array ? [.. input.EnumerateArray()] : [input];
        if (texts.Length > MostTexts)
        {
            throw new RefusalException(Refusal.Invalid(
                "array_above_max_length", $"Invalid 'input': the array has {texts.Length} entries, and {_provider} takes {MostTexts}. Send several requests.", "input"));
        }

        json.WriteStartArray("texts"u8);
        foreach (var text in texts)
        {
            if (text.ValueKind != JsonValueKind.String)
            {
                throw UnsupportedParameters.Refuse("input", $"{_provider} embeds texts, and not tokens. Send strings in 'input'.");
            }

            text.WriteTo(json);
        }

        json.WriteEndArray();
    }
}
