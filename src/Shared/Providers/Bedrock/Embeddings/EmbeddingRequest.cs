using System.Text.Json;
using Tollgate.Pipeline;
using Tollgate.Providers.Chat.Request;

namespace Tollgate.Providers.Bedrock.Embeddings;

/// <summary>What is to be embedded, and how.</summary>
internal sealed record EmbeddingRequest
{
    private const int MostTexts = 2048;

    public required IReadOnlyList<string> Texts { get; init; }

    public long? Dimensions { get; init; }

    /// <summary>Vectors go out as little-endian floats in base64.</summary>
    public bool AsBase64 { get; init; }

    /// <summary>Cohere's, as in <c>search_query</c>; null: the client did not say.</summary>
    public string? InputType { get; init; }

    /// <exception cref="RefusalException">It is none.</exception>
    public static EmbeddingRequest Read(JsonElement body, Attempt attempt)
    {
        var members = new MemberReader(body);
        var read = new EmbeddingRequest
        {
            Texts = ReadTexts(members.Take("input") ?? default),
            Dimensions = members.Integer("dimensions"),
            AsBase64 = members.Text("encoding_format") switch
            {
                null or "float" => false,
                "base64" => true,
                _ => throw MemberReader.Unexpected("encoding_format", "'float' or 'base64'"),
            },
            InputType = members.Text("input_type"),
        };
        foreach (var name in members.Rest(["model", "user", "user_id", .. attempt.Request.Facts.OwnMembers]).Keys)
        {
            attempt.Unsupported.Drop(name, attempt.Deployment.UpstreamModel);
        }

        return read;
    }

    private static string[] ReadTexts(JsonElement input)
    {
        var texts = input.ValueKind == JsonValueKind.Array ? input.EnumerateArray().ToArray() : [input];
        if (texts.Length is 0 or > MostTexts)
        {
            throw MemberReader.Unexpected("input", $"a text, or 1 to {MostTexts} texts");
        }

        return texts.All(text => text.ValueKind == JsonValueKind.String)
            ? [.. texts.Select(text => text.GetString()!)]
            : throw UnsupportedParameters.Refuse("input", "Invalid 'input': this model's provider takes texts, and no tokens. Send the text itself.");
    }
}
