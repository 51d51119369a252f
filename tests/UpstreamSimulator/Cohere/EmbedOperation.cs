using System.Text.Json.Nodes;
using Tollgate.UpstreamSimulator.OpenAI.Embeddings;

namespace Tollgate.UpstreamSimulator.Cohere;

/// <summary><c>POST /v2/embed</c>, of texts as floats.</summary>
internal static class EmbedOperation
{
    private const int MostTexts = 96;
    private const int UsualDimension = 1536;

    private static readonly int[] Dimensions = [256, 512, 1024, 1536];

    public static Reply Answer(CohereCall call)
    {
        if (!call.Model.StartsWith("embed", StringComparison.Ordinal))
            throw CohereErrors.Refuse(400, $"model '{call.Model}' is not supported by this API");
        var body = call.Body.Knowing("model", "texts", "input_type", "output_dimension", "embedding_types", "truncate", "max_tokens", "priority");
        body.RequiredText("input_type");
        body.Choice("input_type", "search_document", "search_query", "classification", "clustering");
        body.Choice("truncate", "NONE", "START", "END");
        var texts = body.Required("texts").EnumerateArray().Select(text => text.GetString()!).ToArray();
        if (texts.Length is 0 or > MostTexts)
            throw CohereBody.Invalid($"total number of texts must be at least 1 and at most {MostTexts} - received {texts.Length}");

        var dimension = body.Integer("output_dimension", 1) ?? UsualDimension;
        if (!Dimensions.Contains(dimension))
            throw CohereBody.Invalid($"output_dimension must be one of {string.Join(", ", Dimensions)}");
        var tokens = texts.Sum(Tokens.Count);
        return new Reply
        {
            Billed = new BilledUsage(tokens),
            Body = WireJson.Bytes(new JsonObject
            {
                ["id"] = $"e0{call.Fingerprint}",
                ["texts"] = new JsonArray([.. texts.Select(text => JsonValue.Create(text))]),
                ["embeddings"] = new JsonObject
                {
                    ["float"] = new JsonArray([.. texts.Select(text => new JsonArray([.. EmbeddingVector.Of(text, dimension).Select(value => JsonValue.Create(value))]))]),
                },
                ["meta"] = new JsonObject
                {
                    ["api_version"] = new JsonObject { ["version"] = "2" },
                    ["billed_units"] = new JsonObject { ["input_tokens"] = tokens },
                },
                ["response_type"] = "embeddings_by_type",
            }),
        };
    }
}
