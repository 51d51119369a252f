using System.Text.Json.Nodes;

namespace Tollgate.UpstreamSimulator.OpenAI.Embeddings;

/// <summary><c>POST /v1/embeddings</c>.</summary>
internal sealed class EmbeddingOperation : IOpenAIOperation
{
    private const int DefaultDimensions = 1536;
    private const int MaxDimensions = 3072;
    private const int MaxInputs = 2048;

    public Reply Answer(OpenAICall call)
    {
        if (call.Model.Kind is ModelKind.Chat or ModelKind.Instruct)
        {
            throw new RefusedException(new UpstreamError(
                403, "invalid_request_error", null, "You are not allowed to generate embeddings from this model"));
        }

        var inputs = ReadInputs(call.Body);
        var dimensions = call.Body.Integer("dimensions", 1, MaxDimensions) ?? DefaultDimensions;
        var asBase64 = IsBase64(call.Body);
        var tokens = inputs.Sum(input => input.Tokens);
        return new Reply
        {
            Billed = new BilledUsage(tokens),
            Body = WireJson.Bytes(new JsonObject
            {
                ["object"] = "list",
                ["data"] = new JsonArray([.. inputs.Select((input, index) => new JsonObject
                {
                    ["object"] = "embedding",
                    ["index"] = index,
                    ["embedding"] = Write(EmbeddingVector.Of(input.Text, dimensions), asBase64),
                })]),
                ["model"] = call.Model.Snapshot,
                ["usage"] = new JsonObject { ["prompt_tokens"] = tokens, ["total_tokens"] = tokens },
            }),
        };
    }

    private static IReadOnlyList<(string Text, int Tokens)> ReadInputs(RequestFields body)
    {
        var inputs = PromptInput.Read(body, "input");
        if (inputs.Count > MaxInputs)
        {
            throw RefusedException.Invalid(
                $"Invalid 'input': array too long. Expected an array with maximum length {MaxInputs}, but got an array with length {inputs.Count} instead.",
                "input",
                "array_above_max_length");
        }

        return inputs.All(input => input.Tokens > 0)
            ? inputs
            : throw RefusedException.Invalid("Invalid 'input': input cannot be an empty string.", "input", "invalid_value");
    }

    private static bool IsBase64(RequestFields body) => body.OptionalText("encoding_format") switch
    {
        null or "float" => false,
        "base64" => true,
        var other => throw RefusedException.Invalid(
            $"Invalid value: '{other}'. Supported values are: 'float' and 'base64'.", "encoding_format", "invalid_value"),
    };

    private static JsonNode Write(float[] vector, bool asBase64) => asBase64
        ? JsonValue.Create(EmbeddingVector.ToBase64(vector))
        : new JsonArray([.. vector.Select(value => JsonValue.Create(value))]);
}
