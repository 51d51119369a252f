using System.Text.RegularExpressions;
using Tollgate.UpstreamSimulator.OpenAI;

namespace Tollgate.UpstreamSimulator.Bedrock;

/// <summary>Where a path leads: which model, which of its operations, and which faults its name asks for.</summary>
internal sealed partial record BedrockRoute(string Model, string Operation, IReadOnlyList<Fault> Faults)
{
    private static readonly string[] Operations = ["converse", "converse-stream", "invoke"];
    private static readonly string[] Vendors = ["anthropic", "amazon", "meta", "mistral", "cohere", "openai", "deepseek", "ai21"];

    /// <exception cref="RefusedException">There is no such operation or model.</exception>
    public static BedrockRoute Of(RecordedRequest request)
    {
        var segments = request.RawPath.Split('/');
        if (request.Method != "POST" || segments.Length != 4 || !Operations.Contains(segments[3]))
            throw new RefusedException(new UpstreamError(404, "UnknownOperationException", null, "Unable to determine service/operation name to be authorized"));

        var parts = Uri.UnescapeDataString(segments[2]).Split('+');
        var resource = parts[0].Split('/')[^1];
        var model = Geography().Replace(resource, "");
        if (!Vendors.Contains(model.Split('.')[0]))
            throw BedrockErrors.Invalid("The provided model identifier is invalid.");
        if (model == resource && ProfileOnly().IsMatch(model))
        {
            throw BedrockErrors.Invalid(
                $"Invocation of model ID {model} with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.");
        }

        return new BedrockRoute(model, segments[3], [.. parts[1..].Select(Find)]);
    }

    private static Fault Find(string name) =>
        FaultNames.TryFind(name, out var fault) ? fault : throw BedrockErrors.Invalid("The provided model identifier is invalid.");

    [GeneratedRegex(@"^(us|us-gov|ca|eu|apac|jp|au|global)\.")]
    private static partial Regex Geography();

    [GeneratedRegex(@"^anthropic\.claude-(3-7|opus|sonnet|haiku|fable)|^meta\.llama4")]
    private static partial Regex ProfileOnly();
}
