using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tollgate.UpstreamSimulator.OpenAI;
using Tollgate.UpstreamSimulator.OpenAI.Embeddings;

namespace Tollgate.UpstreamSimulator.Bedrock;

/// <summary>InvokeModel of Titan's and Cohere's embedding models.</summary>
internal static class EmbeddingOperation
{
    private const int MostCohereTexts = 96;

    /// <exception cref="RefusedException">It is not one that the model would answer.</exception>
    public static Reply Answer(BedrockCall call) => call.Model switch
    {
        _ when call.Model.StartsWith("amazon.titan-embed-text", StringComparison.Ordinal) => Titan(call),
        _ when call.Model.StartsWith("cohere.embed", StringComparison.Ordinal) => Cohere(call),
        _ => throw BedrockErrors.Invalid("The simulator invokes embedding models only; chat models converse."),
    };

    private static Reply Titan(BedrockCall call)
    {
        var second = call.Model.Contains("-v2", StringComparison.Ordinal);
        call.Body.AllowOnly("#", second ? ["inputText", "dimensions", "normalize", "embeddingTypes"] : ["inputText"]);
        var text = call.Body.RequiredText("inputText");
        if (text.Length == 0)
            throw BedrockErrors.Invalid("Malformed input request: #/inputText: expected minLength: 1, actual: 0, please reformat your input and try again.");

        var dimensions = call.Body.Integer("dimensions", 1) ?? (second ? 1024 : 1536);
        if (second && dimensions is not (256 or 512 or 1024))
            throw BedrockErrors.Invalid($"Malformed input request: #/dimensions: {dimensions} is not a valid enum value, please reformat your input and try again.");

        var tokens = Tokens.Count(text);
        return new Reply
        {
            Billed = new BilledUsage(tokens),
            Body = WireJson.Bytes(new JsonObject { ["embedding"] = Vector(text, dimensions), ["inputTextTokenCount"] = tokens }),
        };
    }

    private static Reply Cohere(BedrockCall call)
    {
        var fourth = call.Model.Contains("embed-v4", StringComparison.Ordinal);
        call.Body.AllowOnly("#", ["texts", "input_type", "truncate", "embedding_types", .. fourth ? ["output_dimension", "max_tokens"] : Array.Empty<string>()]);
        var texts = call.Body.Required("texts", JsonValueKind.Array).EnumerateArray().Select(text => text.GetString()!).ToArray();
        if (texts.Length is 0 or > MostCohereTexts)
            throw BedrockErrors.Invalid($"Malformed input request: #/texts: expected maximum item count: {MostCohereTexts}, found: {texts.Length}, please reformat your input and try again.");
        if (call.Body.RequiredText("input_type") is not ("search_document" or "search_query" or "classification" or "clustering"))
            throw BedrockErrors.Invalid("Malformed input request: #/input_type: is not a valid enum value, please reformat your input and try again.");

        var dimensions = call.Body.Integer("output_dimension", 1) ?? (fourth ? 1536 : 1024);
        var vectors = new JsonArray([.. texts.Select(text => Vector(text, dimensions))]);
        var tokens = texts.Sum(Tokens.Count);
        var reply = new Reply
        {
            Billed = new BilledUsage(tokens),
            Body = WireJson.Bytes(new JsonObject
            {
                ["id"] = call.Fingerprint,
                ["response_type"] = "embeddings_by_type",
                ["texts"] = new JsonArray([.. texts.Select(text => (JsonNode)text)]),
                ["embeddings"] = call.Body.Optional("embedding_types") is null ? vectors : new JsonObject { ["float"] = vectors },
            }),
        };
        return reply with { Headers = reply.Headers.SetItem("X-Amzn-Bedrock-Input-Token-Count", tokens.ToString(CultureInfo.InvariantCulture)) };
    }

    private static JsonArray Vector(string text, int dimensions) => new([.. EmbeddingVector.Of(text, dimensions).Select(value => (JsonNode)value)]);
}
