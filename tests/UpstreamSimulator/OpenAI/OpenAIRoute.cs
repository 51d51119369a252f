using Tollgate.UpstreamSimulator.OpenAI.Chat;
using Tollgate.UpstreamSimulator.OpenAI.Completions;
using Tollgate.UpstreamSimulator.OpenAI.Embeddings;

namespace Tollgate.UpstreamSimulator.OpenAI;

/// <summary>Where a path leads: whose dialect, which model call or which question about models.</summary>
internal sealed record OpenAIRoute(IOpenAIDialect Dialect, string Rest, ModelCatalogue Models)
{
    private const string DeploymentsPrefix = "/openai/deployments/";

    private static readonly Dictionary<string, IOpenAIOperation> Operations = new()
    {
        ["chat/completions"] = new ChatOperation(),
        ["completions"] = new CompletionOperation(),
        ["embeddings"] = new EmbeddingOperation(),
    };

    /// <summary>The model, where Azure's dated API has it in the path.</summary>
    public string? Deployment { get; init; }

    public IOpenAIOperation? Operation => Operations.GetValueOrDefault(Rest);

    public static OpenAIRoute Of(RecordedRequest request, ModelCatalogue models)
    {
        var path = request.Path;
        if (path.StartsWith("/v1/", StringComparison.Ordinal))
            return new(OpenAIDialect.Instance, path["/v1/".Length..], models);
        if (OtherDialects.Find(path) is { } other)
            return new(other.Dialect, other.Operation, models);
        if (path.StartsWith("/openai/v1/", StringComparison.Ordinal))
            return new(AzureDialect.Instance, path["/openai/v1/".Length..], models);
        if (!path.StartsWith(DeploymentsPrefix, StringComparison.Ordinal))
            return new(OpenAIDialect.Instance, "", models);

        var (deployment, rest) = SplitOnce(path[DeploymentsPrefix.Length..]);
        var dated = request.Query.Contains("api-version=", StringComparison.Ordinal);
        return new(AzureDialect.Instance, dated ? rest : "", models) { Deployment = Uri.UnescapeDataString(deployment) };
    }

    /// <exception cref="RefusedException">404 or 405, as OpenAI words them.</exception>
    public void RequireMethod(RecordedRequest request)
    {
        var (expected, known) = Operation is not null ? ("POST", true) : ("GET", Rest is "models" || ModelId is not null);
        if (!known)
            throw new RefusedException(new(404, "invalid_request_error", null, $"Invalid URL ({request.Method} {request.Path})"));
        if (request.Method != expected)
        {
            throw new RefusedException(new(
                405,
                "invalid_request_error",
                "method_not_supported",
                $"Not allowed to {request.Method} on {request.Path}. (HINT: Perhaps you meant to use a different HTTP method?)"));
        }
    }

    /// <summary>The model list, or one of its models.</summary>
    public Reply AnswerQuery(TimeProvider time) => new()
    {
        Body = WireJson.Bytes(ModelId is { } id
            ? ModelCatalogue.Describe(Models.Find(id, Dialect), time)
            : Models.DescribeAll(time)),
    };

    private string? ModelId => Rest.StartsWith("models/", StringComparison.Ordinal) ? Rest["models/".Length..] : null;

    private static (string Deployment, string Operation) SplitOnce(string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (path, "") : (path[..slash], path[(slash + 1)..]);
    }
}
