using System.Text.Json.Nodes;
using Tollgate.UpstreamSimulator.OpenAI.Embeddings;

namespace Tollgate.UpstreamSimulator.Gemini;

/// <summary>batchEmbedContents.</summary>
internal static class EmbedOperation
{
    private const int MostRequests = 100;
    private const int DefaultDimensions = 3072;

    public static Reply Answer(GeminiCall call)
    {
        if (!call.Model.Embeds)
            throw new GeminiRefusedException(new UpstreamError(404, "", null, $"models/{call.Model.Name} is not found for API version v1beta, or is not supported for embedContent."));

        call.Body.RequireOnly("", "requests");
        var requests = call.Body.List("requests").ToArray();
        if (requests.Length > MostRequests)
            throw new GeminiRefusedException(GeminiError.Invalid($"* BatchEmbedContentsRequest.requests: at most {MostRequests} requests can be in one batch\n"));

        var tokens = 0;
        var embeddings = new JsonArray();
        foreach (var request in requests)
        {
            request.RequireOnly("requests", "model", "content", "taskType", "title", "outputDimensionality");
            if (request.FindText("model") != $"models/{call.Model.Name}")
                throw new GeminiRefusedException(GeminiError.Invalid("* BatchEmbedContentsRequest.model: model must be the same as the one in the path\n"));
            var turn = GeminiTurn.Read(request.GetProperty("content"), "requests.content", signs: false);
            tokens += turn.Tokens;
            var vector = EmbeddingVector.Of(turn.Text, request.Find("outputDimensionality")?.GetInt32() ?? DefaultDimensions);
            embeddings.Add(new JsonObject { ["values"] = new JsonArray([.. vector.Select(value => JsonValue.Create(value))]) });
        }

        var body = new JsonObject { ["embeddings"] = embeddings };
        if (call.TellsUsage)
            body["usageMetadata"] = new JsonObject { ["promptTokenCount"] = tokens, ["totalTokenCount"] = tokens };
        return new Reply { ContentType = "application/json; charset=UTF-8", Billed = new BilledUsage(tokens), Body = WireJson.Bytes(body) };
    }
}
